import { Form, Input, Select } from 'antd'
import { useNames, useTexts } from '@/i18n/context.ts'
import { LOCALES } from '@/i18n/locale.ts'
import { useCustomers } from '@/dictionary/dictionary.ts'
import { usersTexts } from './texts.ts'

const AFFILIATIONS = ['house', 'customer', 'supplier'] as const
export type Affiliation = (typeof AFFILIATIONS)[number]

export interface PersonEntries {
  display_name_zh: string
  display_name_en: string
  email: string | null
  phone: string | null
  locale: 'zh' | 'en'
  time_zone: string | null
  affiliation: Affiliation
  customer_id: string | null
  department: string | null
}

const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))

/** The fields of a person that an administrator may fill in, for adding and for changing. */
export function PersonFields() {
  const t = useTexts(usersTexts)
  const name = useNames()
  const customers = useCustomers()
  const affiliation = Form.useWatch<Affiliation>('affiliation')
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
      <Form.Item name="affiliation" label={t.affiliation} extra={t.affiliationHint} rules={required}>
        <Select options={AFFILIATIONS.map((value) => ({ value, label: t.affiliations[value] }))} />
      </Form.Item>
      {affiliation === 'customer' ? (
        <Form.Item name="customer_id" label={t.customer} rules={required}>
          <Select options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))} />
        </Form.Item>
      ) : null}
      <Form.Item name="department" label={t.department}>
        <Input />
      </Form.Item>
    </div>
  )
}

/** What is sent of a person: whoever belongs to no customer has none. */
export function asPerson<T extends PersonEntries>(entries: T): T {
  return cleaned({ ...entries, customer_id: entries.affiliation === 'customer' ? entries.customer_id : null })
}

/** Emptied fields become null: "" would be a value. */
export function cleaned<T extends object>(entries: T): T {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, value === '' || value === undefined ? null : value])) as T
}
