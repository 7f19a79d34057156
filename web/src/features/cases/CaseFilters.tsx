import { CASE_STATES } from '@/api/codes.ts'
import { caseTexts } from '@/case/texts.ts'
import { useCustomers, useDefinitions } from '@/dictionary/dictionary.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { CheckFilter } from '@/lists/CheckFilter.tsx'
import { ChoiceFilter, DayFilter, FilterBar, TextFilter } from '@/lists/FilterBar.tsx'
import { useFilters } from '@/lists/useFilters.ts'
import { casesTexts } from './texts.ts'

export function CaseFilters() {
  const t = useTexts(casesTexts)
  const words = useTexts(caseTexts)
  const name = useNames()
  const { parameters, clear } = useFilters()
  const procedures = useDefinitions()
  const customers = useCustomers()
  return (
    <FilterBar onClear={parameters.size > 0 ? () => clear() : undefined}>
      <TextFilter name="text" placeholder={t.search} />
      <ChoiceFilter name="state" label={t.state} any={t.anyState} options={CASE_STATES.map((state) => ({ value: state, label: words.states[state] ?? state }))} />
      <ChoiceFilter
        name="procedure_id"
        label={t.procedure}
        any={t.anyProcedure}
        options={(procedures.data?.items ?? []).map((each) => ({ value: each.procedure_id, label: name(each) }))}
      />
      <ChoiceFilter
        name="customer_id"
        label={t.customer}
        any={t.anyCustomer}
        options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))}
      />
      <DayFilter name="from" label={t.from} />
      <DayFilter name="to" label={t.to} />
      <CheckFilter name="incidents" label={t.withIncidents} />
    </FilterBar>
  )
}
