import { Form, Input } from 'antd'
import { answer, api, ifMatch } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { BusinessCalendar } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { wholeList } from '@/lists/useList.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { hoursAsText, textAsHours } from './hours.ts'
import { Names } from './Names.tsx'
import { Section } from './Section.tsx'
import { organisationTexts } from './texts.ts'
import { useCalendars } from './useCalendars.ts'

interface Entries {
  id: string
  name_zh: string
  name_en: string
  time_zone: string
  weekly: string
  exceptions: string
}

function store(calendar: BusinessCalendar | null, { id, weekly, exceptions, ...rest }: Entries) {
  const body = { ...rest, weekly: textAsHours(weekly), exceptions: textAsHours(exceptions) }
  const header = calendar ? ifMatch(calendar.version) : {}
  return answer(api.PUT('/api/v1/calendars/{calendar_id}', { params: { path: { calendar_id: calendar?.id ?? id }, header }, body }))
}

function entriesOf(calendar: BusinessCalendar | null): Partial<Entries> {
  if (!calendar) return { time_zone: 'Asia/Shanghai', weekly: '', exceptions: '' }
  return { ...calendar, weekly: hoursAsText(calendar.weekly), exceptions: hoursAsText(calendar.exceptions) }
}

export function Calendars() {
  const t = useTexts(organisationTexts)
  const name = useNames()
  const needed = [{ required: true, message: t.needed }]
  return (
    <Section
      title={t.calendars}
      add={t.addCalendar}
      list={wholeList(useCalendars())}
      columns={[
        { id: 'name', name: t.name, cell: (row) => <strong>{name(row)}</strong> },
        { id: 'id', name: t.code, cell: (row) => <span className="mono">{row.id}</span> },
        { id: 'zone', name: t.zone, cell: (row) => row.time_zone },
        { id: 'hours', name: t.hours, cell: (row) => <pre className="mono">{hoursAsText(row.weekly)}</pre> },
      ]}
      dialog={(row, close) => (
        <EntryDialog<Entries>
          title={row ? name(row) : t.addCalendar}
          initial={entriesOf(row)}
          query={keys.calendars}
          store={(entries) => store(row, entries)}
          onClose={close}
        >
          <Form.Item name="id" label={t.id} rules={needed}>
            <Input disabled={row !== null} className="mono" />
          </Form.Item>
          <Names />
          <Form.Item name="time_zone" label={t.zone} rules={needed}>
            <Input />
          </Form.Item>
          <Form.Item name="weekly" label={t.hours} extra={t.hoursHint}>
            <Input.TextArea className="mono" autoSize={{ minRows: 5, maxRows: 10 }} />
          </Form.Item>
          <Form.Item name="exceptions" label={t.exceptions} extra={t.exceptionsHint}>
            <Input.TextArea className="mono" autoSize={{ minRows: 3, maxRows: 8 }} />
          </Form.Item>
        </EntryDialog>
      )}
    />
  )
}
