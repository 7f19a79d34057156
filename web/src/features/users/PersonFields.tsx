import { Form, Input, Select } from 'antd'
import { useNames, useTexts } from '@/i18n/context.ts'
import { LOCALES } from '@/i18n/locale.ts'
import { useCustomers } from '@/dictionary/dictionary.ts'
import { usersTexts } from './texts.ts'

export interface PersonEntries {
  display_name_zh: string
  display_name_en: string
  email: string | null
  phone: string | null
  locale: 'zh' | 'en'
  time_zone: string | null
  customer_id: string | null
  department: string | null
}

const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

/** The fields of a person that an administrator may fill in, for adding and for changing. */
export function PersonFields() {
  const t = useTexts(usersTexts)
  const name = useNames()
  const customers = useCustomers()
  const required = [{ required: true, message: t.needed }]
  return (
    <div className="person-fields">
      <Form.Item name="display_name_zh" label={t.nameZh} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name="display_name_en" label={t.nameEn} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name="email" label={t.email}>
        <Input type="email" />
      </Form.Item>
      <Form.Item name="phone" label={t.phone}>
        <Input />
      </Form.Item>
      <Form.Item name="locale" label={t.locale}>
        <Select options={LOCALES.map((locale) => ({ value: locale.id, label: locale.name }))} />
      </Form.Item>
      <Form.Item name="time_zone" label={t.timeZone}>
        <Select allowClear showSearch placeholder={t.zoneHint} options={ZONES} />
      </Form.Item>
      <Form.Item name="customer_id" label={t.customer}>
        <Select allowClear placeholder={t.noCustomer} options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))} />
      </Form.Item>
      <Form.Item name="department" label={t.department}>
        <Input />
      </Form.Item>
    </div>
  )
}

/** Emptied fields become null: "" would be a value. */
export function cleaned<T extends object>(entries: T): T {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, value === '' || value === undefined ? null : value])) as T
}
