import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input, Select } from 'antd'
import { answer, api, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import type { UserDetail } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useCustomers, useRoles } from '@/dictionary/dictionary.ts'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { cleaned } from './PersonFields.tsx'
import { usersTexts } from './texts.ts'

interface Grant {
  role_id: string
  customer_id: string | null
  department: string | null
}

export function RolesPanel({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  return (
    <Panel title={t.roles}>
      <div className="stack">
        <Held user={user} />
        <Give user={user} />
      </div>
    </Panel>
  )
}

function Held({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  const { comma } = useTexts(languageTexts)
  const name = useNames()
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: (assignmentId: string) =>
      answer(api.DELETE('/api/v1/users/{user_id}/roles/{assignment_id}', { params: { path: { user_id: user.id, assignment_id: assignmentId } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users.one(user.id) }),
  })
  if (user.assignments.length === 0) return <p className="quiet">{t.noRoles}</p>
  return (
    <>
      <ul className="held-roles">
        {user.assignments.map((held) => {
          const scope = [
            ...(held.customer ? [t.forCustomer(name(held.customer))] : []),
            ...(held.department ? [t.inDepartment(held.department)] : []),
          ].join(comma)
          return (
            <li key={held.assignment_id}>
              <div>
                <strong>{name(held.role)}</strong> <span>{scope || t.everywhere}</span>
                {held.granted_by ? <div className="quiet">{t.grantedBy(name(held.granted_by))}</div> : null}
              </div>
              <Button size="small" onClick={() => take.mutate(held.assignment_id)}>
                {t.take}
              </Button>
            </li>
          )
        })}
      </ul>
      {take.isError ? <ProblemNotice error={take.error} /> : null}
    </>
  )
}

function Give({ user }: { user: UserDetail }) {
  const t = useTexts(usersTexts)
  const name = useNames()
  const client = useQueryClient()
  const roles = useRoles()
  const customers = useCustomers()
  const [form] = Form.useForm<Grant>()
  const give = useMutation({
    mutationFn: (grant: Grant) =>
      answer(api.POST('/api/v1/users/{user_id}/roles', { params: { path: { user_id: user.id }, header: once(newKey()) }, body: cleaned(grant) })),
    onSuccess: () => {
      form.resetFields()
      return client.invalidateQueries({ queryKey: keys.users.one(user.id) })
    },
  })
  return (
    <Form<Grant> form={form} layout="vertical" onFinish={(grant) => give.mutate(grant)}>
      <Form.Item name="role_id" label={t.role} rules={[{ required: true, message: t.needed }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={(roles.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))} />
      </Form.Item>
      <div className="person-fields">
        <Form.Item name="customer_id" label={t.scopeCustomer}>
          <Select allowClear placeholder={t.anyCustomer} options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))} />
        </Form.Item>
        <Form.Item name="department" label={t.scopeDepartment}>
          <Input />
        </Form.Item>
      </div>
      {give.isError ? <ProblemNotice error={give.error} /> : null}
      <Button htmlType="submit" loading={give.isPending}>
        {t.grant}
      </Button>
    </Form>
  )
}
