import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { Session } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { sessionTexts } from './texts.ts'
import { remember } from './useSession.ts'

interface Entries {
  username: string
  password: string
}

interface Properties {
  username?: string
  onSignedIn?: (session: Session) => void
}

export function SignInForm({ username, onSignedIn }: Properties) {
  const t = useTexts(sessionTexts)
  const client = useQueryClient()
  const signIn = useMutation({
    mutationFn: (entries: Entries) => answer(api.POST('/api/v1/session', { body: entries })),
    onSuccess: (session) => {
      remember(session)
      client.setQueryData(keys.session, session)
      onSignedIn?.(session)
    },
  })
  return (
    <Form<Entries>
      layout="vertical"
      requiredMark={false}
      initialValues={{ username }}
      onFinish={(entries) => signIn.mutate(entries)}
      className="sign-in-form"
    >
      {signIn.isError ? <ProblemNotice error={signIn.error} /> : null}
      <Form.Item name="username" label={t.username} rules={[{ required: true, message: t.usernameNeeded }]}>
        <Input autoComplete="username" autoFocus={!username} size="large" />
      </Form.Item>
      <Form.Item name="password" label={t.password} rules={[{ required: true, message: t.passwordNeeded }]}>
        <Input.Password autoComplete="current-password" autoFocus={Boolean(username)} size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
        {t.signIn}
      </Button>
    </Form>
  )
}
