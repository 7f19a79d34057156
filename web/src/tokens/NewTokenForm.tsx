import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { answer, api, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { tokensTexts } from './texts.ts'

interface Entries {
  name: string
  scopes: string[]
  days: number
}
interface Created {
  token: string
  token_id: string
}

const LIVES = [7, 30, 90, 365]
const DAY = 86_400_000

export function useCreateToken(holder: string): UseMutationResult<Created, Error, Entries> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ name, scopes, days }: Entries) =>
      answer(
        api.POST('/api/v1/tokens', {
          params: { header: once(newKey()) },
          body: { name, scopes, expires_at: new Date(Date.now() + days * DAY).toISOString(), user_id: holder },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tokens }),
  })
}

export function NewTokenForm({ create }: { create: UseMutationResult<Created, Error, Entries> }) {
  const t = useTexts(tokensTexts)
  const needed = [{ required: true, message: t.needed }]
  return (
    <Form<Entries> layout="vertical" style={{ maxWidth: 520 }} initialValues={{ days: 90 }} onFinish={(entries) => create.mutate(entries)}>
      <Form.Item name="name" label={t.tokenName} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="scopes" label={t.scopes} rules={needed}>
        <Select mode="multiple" options={Object.entries(t.scopeNames).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="days" label={t.expires}>
        <Select options={LIVES.map((days) => ({ value: days, label: t.days(days) }))} />
      </Form.Item>
      {create.isError ? <ProblemNotice error={create.error} /> : null}
      <Button htmlType="submit" loading={create.isPending}>
        {t.create}
      </Button>
    </Form>
  )
}
