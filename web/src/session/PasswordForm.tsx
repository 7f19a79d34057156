import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { sessionTexts } from './texts.ts'
import { remember } from './useSession.ts'

interface Entries {
  current: string
  password: string
  repeat: string
}

const SHORTEST = 10

/** The person's own password; the server decides what is good enough, this only saves a round trip. */
export function PasswordForm({ onChanged }: { onChanged?: () => void }) {
  const t = useTexts(sessionTexts)
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: ({ current, password }: Entries) => answer(api.POST('/api/v1/session/password', { body: { current, password } })),
    onSuccess: (session) => {
      client.setQueryData(keys.session, remember(session))
      onChanged?.()
    },
  })
  return (
    <Form<Entries> layout="vertical" requiredMark={false} onFinish={(entries) => change.mutate(entries)} className="sign-in-form">
      {change.isError ? <ProblemNotice error={change.error} /> : null}
      <Form.Item name="current" label={t.current} rules={[{ required: true, message: t.passwordNeeded }]}>
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={t.fresh} extra={t.hint} rules={[{ required: true, min: SHORTEST, message: t.tooShort }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t.repeat}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t.different))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t.change}
      </Button>
    </Form>
  )
}
