import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Modal } from 'antd'
import { useNavigate } from 'react-router'
import { answer, api, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { suggestPassword } from './password.ts'
import { asPerson, PersonFields, type PersonEntries } from './PersonFields.tsx'
import { usersTexts } from './texts.ts'
import './users.css'

interface Entries extends PersonEntries {
  username: string
  password?: string
  technical: boolean
}

export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(usersTexts)
  const client = useQueryClient()
  const navigate = useNavigate()
  const [form] = Form.useForm<Entries>()
  const technical = Form.useWatch('technical', form)
  const create = useMutation({
    mutationFn: (entries: Entries) => answer(api.POST('/api/v1/users', { params: { header: once(newKey()) }, body: asPerson(entries) })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: keys.users.all })
      await navigate(`/users/${id}`)
    },
  })
  return (
    <Modal open width={640} title={t.add} okText={t.create} cancelText={t.cancel} onCancel={onClose} onOk={() => form.submit()} okButtonProps={{ loading: create.isPending }}>
      <Form<Entries>
        form={form}
        layout="vertical"
        initialValues={{ locale: 'zh', affiliation: 'house', technical: false }}
        onFinish={(entries) => create.mutate(entries)}
      >
        <Form.Item name="username" label={t.username} rules={[{ required: true, message: t.needed }]}>
          <Input autoComplete="off" autoFocus />
        </Form.Item>
        <Form.Item name="technical" valuePropName="checked" extra={t.technicalHint}>
          <Checkbox>{t.technical}</Checkbox>
        </Form.Item>
        <PersonFields />
        {technical ? null : (
          <Form.Item label={t.password} extra={t.passwordHint} required>
            <div className="with-button">
              <Form.Item name="password" noStyle rules={[{ required: true, message: t.needed }]}>
                <Input autoComplete="off" className="mono" aria-label={t.password} />
              </Form.Item>
              <Button onClick={() => form.setFieldValue('password', suggestPassword())}>{t.generate}</Button>
            </div>
          </Form.Item>
        )}
        {create.isError ? <ProblemNotice error={create.error} /> : null}
      </Form>
    </Modal>
  )
}
