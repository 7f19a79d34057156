import { useQuery } from '@tanstack/react-query'
import { Form, Input, Switch } from 'antd'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import type { Customer } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { wholeList } from '@/lists/useList.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { Names } from './Names.tsx'
import { Section } from './Section.tsx'
import { State } from './State.tsx'
import { organisationTexts } from './texts.ts'

interface Entries {
  code: string
  name_zh: string
  name_en: string
  active: boolean
}

function store(customer: Customer | null, { code, active, ...names }: Entries) {
  return customer
    ? answer(
        api.PATCH('/api/v1/customers/{customer_id}', {
          params: { path: { customer_id: customer.id }, header: ifMatch(customer.version) },
          body: { ...names, active },
        }),
      )
    : answer(api.POST('/api/v1/customers', { params: { header: once(newKey()) }, body: { code, ...names } }))
}

export function Customers() {
  const t = useTexts(organisationTexts)
  const name = useNames()
  const customers = useQuery({ queryKey: keys.customers, queryFn: () => answer(api.GET('/api/v1/customers')) })
  return (
    <Section
      title={t.customers}
      add={t.addCustomer}
      list={wholeList(customers)}
      columns={[
        { id: 'name', name: t.name, cell: (row) => <strong>{name(row)}</strong> },
        { id: 'code', name: t.code, cell: (row) => <span className="mono">{row.code}</span> },
        { id: 'state', name: t.state, cell: (row) => <State active={row.active} /> },
      ]}
      dialog={(row, close) => (
        <EntryDialog<Entries>
          title={row ? name(row) : t.addCustomer}
          initial={row ?? { active: true }}
          query={keys.customers}
          store={(entries) => store(row, entries)}
          onClose={close}
        >
          <Form.Item name="code" label={t.code} rules={[{ required: true, message: t.needed }]}>
            <Input disabled={row !== null} className="mono" />
          </Form.Item>
          <Names />
          {row ? (
            <Form.Item name="active" label={t.active} valuePropName="checked">
              <Switch />
            </Form.Item>
          ) : null}
        </EntryDialog>
      )}
    />
  )
}
