import { Form, Input } from 'antd'
import { useTexts } from '@/i18n/context.ts'
import { organisationTexts } from './texts.ts'

/** The names in both languages, which everything has that people read. */
export function Names() {
  const t = useTexts(organisationTexts)
  const needed = [{ required: true, message: t.needed }]
  return (
    <>
      <Form.Item name="name_zh" label={t.nameZh} rules={needed}>
        <Input />
      </Form.Item>
      <Form.Item name="name_en" label={t.nameEn} rules={needed}>
        <Input />
      </Form.Item>
    </>
  )
}
