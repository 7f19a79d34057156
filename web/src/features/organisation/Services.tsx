import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select, Switch } from 'antd'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import type { CatalogueService } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { wholeList } from '@/lists/useList.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { Names } from './Names.tsx'
import { Section } from './Section.tsx'
import { State } from './State.tsx'
import { organisationTexts } from './texts.ts'
import { useCalendars } from './useCalendars.ts'

type Entries = Omit<CatalogueService, 'id' | 'version'>

function store(service: CatalogueService | null, entries: Entries) {
  return service
    ? answer(
        api.PUT('/api/v1/services/{service_id}', { params: { path: { service_id: service.id }, header: ifMatch(service.version) }, body: entries }),
      )
    : answer(api.POST('/api/v1/services', { params: { header: once(newKey()) }, body: entries }))
}

export function Services() {
  const t = useTexts(organisationTexts)
  const name = useNames()
  const services = useQuery({ queryKey: keys.services, queryFn: () => answer(api.GET('/api/v1/services')) })
  const calendars = useCalendars().data?.items ?? []
  const needed = [{ required: true, message: t.needed }]
  return (
    <Section
      title={t.services}
      add={t.addService}
      list={wholeList(services)}
      columns={[
        { id: 'name', name: t.name, cell: (row) => <strong>{name(row)}</strong> },
        { id: 'code', name: t.code, cell: (row) => <span className="mono">{row.code}</span> },
        { id: 'calendar', name: t.calendar, cell: (row) => name(calendars.find(({ id }) => id === row.calendar_id), row.calendar_id) },
        { id: 'state', name: t.state, cell: (row) => <State active={row.active} /> },
      ]}
      dialog={(row, close) => (
        <EntryDialog<Entries>
          title={row ? name(row) : t.addService}
          initial={row ?? { active: true }}
          query={keys.services}
          store={(entries) => store(row, entries)}
          onClose={close}
        >
          <Form.Item name="code" label={t.code} rules={needed}>
            <Input className="mono" />
          </Form.Item>
          <Names />
          <Form.Item name="description_zh" label={t.descriptionZh}>
            <Input.TextArea autoSize />
          </Form.Item>
          <Form.Item name="description_en" label={t.descriptionEn}>
            <Input.TextArea autoSize />
          </Form.Item>
          <Form.Item name="calendar_id" label={t.calendar} rules={needed}>
            <Select options={calendars.map((each) => ({ value: each.id, label: name(each) }))} />
          </Form.Item>
          <Form.Item name="active" label={t.active} valuePropName="checked">
            <Switch />
          </Form.Item>
        </EntryDialog>
      )}
    />
  )
}
