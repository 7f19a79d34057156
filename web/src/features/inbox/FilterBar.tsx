import { Button } from 'antd'
import type { RefObject } from 'react'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useSignedIn } from '@/session/useSession.ts'
import { useCustomers, useDefinitions } from '@/dictionary/dictionary.ts'
import { Choice } from '@/ui/Choice.tsx'
import { SearchField } from '@/ui/SearchField.tsx'
import { isFiltered, type InboxFilters } from './filters.ts'
import { inboxTexts } from './texts.ts'

interface Properties {
  filters: InboxFilters
  change: (changes: Record<string, string | undefined>) => void
  clear: () => void
  search: RefObject<HTMLInputElement | null>
}

const HIGH = '70'
const HIGHEST = '90'

export function FilterBar({ filters, change, clear, search }: Properties) {
  const t = useTexts(inboxTexts)
  const name = useNames()
  const { roles } = useSignedIn()
  const procedures = useDefinitions()
  const customers = useCustomers()
  const held = new Map(roles.map(({ role }) => [role.id, { value: role.id, label: name(role) }]))
  const dues = [
    { value: 'overdue', label: t.overdue },
    { value: 'today', label: t.today },
    { value: 'week', label: t.week },
  ]
  const urgencies = [
    { value: HIGH, label: t.high },
    { value: HIGHEST, label: t.highest },
  ]
  return (
    <div className="filter-bar" role="search" aria-label={t.filters}>
      <SearchField ref={search} text={filters.text} placeholder={t.search} onSearch={(text) => change({ text })} />
      <Choice label={t.due} any={t.anyDue} value={filters.due} options={dues} onChange={(due) => change({ due })} />
      <Choice
        label={t.procedure}
        any={t.anyProcedure}
        value={filters.procedure_id}
        options={(procedures.data?.items ?? []).map((each) => ({ value: each.procedure_id, label: name(each) }))}
        onChange={(procedure_id) => change({ procedure_id })}
      />
      {filters.view === 'mine' ? null : (
        <Choice label={t.role} any={t.anyRole} value={filters.role} options={[...held.values()]} onChange={(role) => change({ role })} />
      )}
      <Choice
        label={t.customer}
        any={t.anyCustomer}
        value={filters.customer_id}
        options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))}
        onChange={(customer_id) => change({ customer_id })}
      />
      <Choice
        label={t.urgency}
        any={t.anyUrgency}
        value={filters.priority_min?.toString()}
        options={urgencies}
        onChange={(priority_min) => change({ priority_min })}
      />
      {isFiltered(filters) ? (
        <Button type="link" size="small" onClick={clear}>
          {t.clear}
        </Button>
      ) : null}
    </div>
  )
}
