import type { RefObject } from 'react'
import { INBOX_DUES } from '@/api/codes.ts'
import { useCustomers, useDefinitions } from '@/dictionary/dictionary.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { ChoiceFilter, FilterBar, TextFilter } from '@/lists/FilterBar.tsx'
import { useSignedIn } from '@/session/useSession.ts'
import { isFiltered, type InboxFilters } from './filters.ts'
import { inboxTexts } from './texts.ts'

interface Properties {
  filters: InboxFilters
  clear: () => void
  search: RefObject<HTMLInputElement | null>
}

const HIGH = '70'
const HIGHEST = '90'

export function InboxFilterBar({ filters, clear, search }: Properties) {
  const t = useTexts(inboxTexts)
  const name = useNames()
  const { roles } = useSignedIn()
  const procedures = useDefinitions()
  const customers = useCustomers()
  const held = new Map(roles.map(({ role }) => [role.id, { value: role.id, label: name(role) }]))
  const urgencies = [
    { value: HIGH, label: t.high },
    { value: HIGHEST, label: t.highest },
  ]
  return (
    <FilterBar label={t.filters} onClear={isFiltered(filters) ? clear : undefined}>
      <TextFilter ref={search} name="text" placeholder={t.search} />
      <ChoiceFilter name="due" label={t.due} any={t.anyDue} options={INBOX_DUES.map((value) => ({ value, label: t[value] }))} />
      <ChoiceFilter
        name="procedure_id"
        label={t.procedure}
        any={t.anyProcedure}
        options={(procedures.data?.items ?? []).map((each) => ({ value: each.procedure_id, label: name(each) }))}
      />
      {filters.view === 'mine' ? null : <ChoiceFilter name="role" label={t.role} any={t.anyRole} options={[...held.values()]} />}
      <ChoiceFilter
        name="customer_id"
        label={t.customer}
        any={t.anyCustomer}
        options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))}
      />
      <ChoiceFilter name="priority_min" label={t.urgency} any={t.anyUrgency} options={urgencies} />
    </FilterBar>
  )
}
