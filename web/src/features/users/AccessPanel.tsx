import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Modal } from 'antd'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import type { UserDetail } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { suggestPassword } from './password.ts'
import { usersTexts } from './texts.ts'

/** The ways in and out: a one-time password, and whether the person may sign in at all. */
export function AccessPanel({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  return (
    <Panel title={t.access}>
      <div className="stack">
        {user.technical ? null : <OneTimePassword user={user} />}
        <Activity user={user} />
      </div>
    </Panel>
  )
}

function OneTimePassword({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  const client = useQueryClient()
  const message = useMessage()
  const [form] = Form.useForm<{ password: string }>()
  const set = useMutation({
    mutationFn: (password: string) =>
      answer(api.POST('/api/v1/users/{user_id}/password', { params: { path: { user_id: user.id }, header: once(newKey()) }, body: { password } })),
    onSuccess: () => {
      void message.success(t.passwordSet, 6)
      return client.invalidateQueries({ queryKey: keys.users.one(user.id) })
    },
  })
  return (
    <Form form={form} layout="vertical" onFinish={({ password }) => set.mutate(password)}>
      <Form.Item label={t.password} extra={t.passwordHint}>
        <div className="with-button">
          <Form.Item name="password" noStyle rules={[{ required: true, message: t.needed }]}>
            <Input autoComplete="off" className="mono" aria-label={t.password} />
          </Form.Item>
          <Button onClick={() => form.setFieldValue('password', suggestPassword())}>{t.generate}</Button>
        </div>
      </Form.Item>
      {set.isError ? <ProblemNotice error={set.error} /> : null}
      <Button htmlType="submit" loading={set.isPending}>
        {t.setPassword}
      </Button>
    </Form>
  )
}

function Activity({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  const client = useQueryClient()
  const [modal, dialogs] = Modal.useModal()
  const change = useMutation({
    mutationFn: (active: boolean) =>
      answer(api.PATCH('/api/v1/users/{user_id}', { params: { path: { user_id: user.id }, header: ifMatch(user.version) }, body: { active } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users.all }),
  })
  const ask = () => {
    void modal.confirm({ title: t.deactivate, content: t.deactivateText, okText: t.deactivate, okButtonProps: { danger: true }, onOk: () => change.mutateAsync(false) })
  }
  return (
    <div className="stack">
      {dialogs}
      {change.isError ? <ProblemNotice error={change.error} /> : null}
      <div>
        {user.active ? (
          <Button danger onClick={ask}>
            {t.deactivate}
          </Button>
        ) : (
          <Button onClick={() => change.mutate(true)}>{t.activate}</Button>
        )}
      </div>
    </div>
  )
}
