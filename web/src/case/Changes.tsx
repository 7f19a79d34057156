import { useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { Time } from '@/ui/Time.tsx'
import { plainValue } from '@/ui/values.ts'
import { useDictionary, useVariables, type Dictionary, type FactKind } from '@/dictionary/dictionary.ts'
import { caseTexts } from './texts.ts'

type Change = Readonly<Record<string, unknown>>

const FEW = 4
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/** Old and new values, under the names that the procedure's author gave them. */
export function Changes({ changes, procedureId }: { changes: readonly Change[]; procedureId: string }) {
  const t = useTexts(caseTexts)
  const { aside } = useTexts(languageTexts)
  const dictionary = useDictionary()
  const kindOf = useVariables(procedureId)
  if (changes.length === 0) return null
  return (
    <details className="changes" open={changes.length <= FEW}>
      <summary>
        {t.changed}
        {aside(String(changes.length))}
      </summary>
      <dl>
        {changes.map((change) => (
          <ChangeLine key={plainValue(change.name)} change={change} dictionary={dictionary} kind={kindOf(plainValue(change.name))} />
        ))}
      </dl>
    </details>
  )
}

function ChangeLine({ change, dictionary, kind: fact }: { change: Change; dictionary: Dictionary; kind: FactKind | undefined }) {
  const t = useTexts(caseTexts)
  const variable = plainValue(change.name)
  const shown = (value: unknown) => {
    if (typeof value === 'string' && INSTANT.test(value)) return <Time at={value} />
    return (fact ? dictionary.factText(fact, value) : '') || plainValue(value)
  }
  return (
    <div>
      <dt>{fact ? dictionary.factName(fact) : <code>{variable}</code>}</dt>
      <dd>
        {change.old === null || change.old === undefined ? null : <del>{shown(change.old)}</del>}
        <ins>{plainValue(change.new) === '' ? <span className="quiet">{t.empty}</span> : shown(change.new)}</ins>
      </dd>
    </div>
  )
}
