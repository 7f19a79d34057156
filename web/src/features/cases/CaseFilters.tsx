import { Button, Checkbox } from 'antd'
import { useSearchParams } from 'react-router'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useCustomers, useDefinitions } from '@/dictionary/dictionary.ts'
import { caseTexts } from '@/case/texts.ts'
import { Choice } from '@/ui/Choice.tsx'
import { SearchField } from '@/ui/SearchField.tsx'
import { STATES } from './caseQuery.ts'
import { casesTexts } from './texts.ts'

export function CaseFilters() {
  const t = useTexts(casesTexts)
  const words = useTexts(caseTexts)
  const name = useNames()
  const [parameters, setParameters] = useSearchParams()
  const procedures = useDefinitions()
  const customers = useCustomers()
  const value = (key: string) => parameters.get(key) ?? undefined
  const set = (key: string) => (chosen: string | undefined) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before)
        if (chosen) after.set(key, chosen)
        else after.delete(key)
        return after
      },
      { replace: true },
    )
  return (
    <div className="filter-bar" role="search">
      <SearchField text={value('text')} placeholder={t.search} onSearch={set('text')} />
      <Choice
        label={t.state}
        any={t.anyState}
        value={value('state')}
        options={STATES.map((state) => ({ value: state, label: words.states[state] ?? state }))}
        onChange={set('state')}
      />
      <Choice
        label={t.procedure}
        any={t.anyProcedure}
        value={value('procedure_id')}
        options={(procedures.data?.items ?? []).map((each) => ({ value: each.procedure_id, label: name(each) }))}
        onChange={set('procedure_id')}
      />
      <Choice
        label={t.customer}
        any={t.anyCustomer}
        value={value('customer_id')}
        options={(customers.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))}
        onChange={set('customer_id')}
      />
      <label>
        {t.from}
        <input type="date" value={value('from') ?? ''} onChange={(event) => set('from')(event.target.value)} />
      </label>
      <label>
        {t.to}
        <input type="date" value={value('to') ?? ''} onChange={(event) => set('to')(event.target.value)} />
      </label>
      <Checkbox checked={value('incidents') === '1'} onChange={(event) => set('incidents')(event.target.checked ? '1' : undefined)}>
        {t.withIncidents}
      </Checkbox>
      {parameters.size > 0 ? (
        <Button type="link" size="small" onClick={() => setParameters({}, { replace: true })}>
          {t.clear}
        </Button>
      ) : null}
    </div>
  )
}
