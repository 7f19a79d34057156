import type { Ref } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { Facts } from '@/ui/Facts.tsx'
import { useDictionary } from '@/dictionary/dictionary.ts'
import { FactValue } from '@/dictionary/FactValue.tsx'
import { caseTexts } from './texts.ts'

interface Properties {
  across?: boolean
  subject: {
    procedure_id: string
    procedure_zh: string
    procedure_en: string
    customer: Ref | null
    requester: Ref | null
    facts: Record<string, unknown>
  }
}

/** These stand above already. */
const SHOWN_ABOVE = new Set(['customer', 'requester'])

/** What one has to know of a case at a glance. */
export function CaseFacts({ subject, across = false }: Properties) {
  const t = useTexts(caseTexts)
  const name = useNames()
  const { factsOf, factName } = useDictionary()
  const own = factsOf(subject.procedure_id).filter(({ variable }) => !SHOWN_ABOVE.has(variable))
  return (
    <Facts
      across={across}
      facts={[
        { key: 'procedure', name: t.procedure, value: name({ name_zh: subject.procedure_zh, name_en: subject.procedure_en }) },
        ...(subject.customer ? [{ key: 'customer', name: t.customer, value: name(subject.customer) }] : []),
        ...(subject.requester ? [{ key: 'requester', name: t.requester, value: name(subject.requester) }] : []),
        ...own
          .filter(({ variable }) => (subject.facts[variable] ?? null) !== null)
          .map((fact) => ({ key: fact.variable, name: factName(fact), value: <FactValue fact={fact} value={subject.facts[fact.variable]} /> })),
      ]}
    />
  )
}
