import type { PublicStep } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useDictionary, useVariables } from '@/dictionary/dictionary.ts'
import { Time } from '@/ui/Time.tsx'
import { plainValue } from '@/ui/values.ts'
import { portalTexts } from './texts.ts'

interface Properties {
  steps: readonly PublicStep[]
  procedureId: string
}

/** What has happened, newest first, in words and without the house's inner work. */
export function PublicTimeline({ steps, procedureId }: Properties) {
  const t = useTexts(portalTexts)
  const name = useNames()
  const tell = useTelling(procedureId)
  const shown = steps.filter((step) => step.kind !== 'variables.changed' || tell(step).length > 0)
  return (
    <ol className="public-steps">
      {shown.toReversed().map((step) => {
        const element = name({ name_zh: step.element_zh, name_en: step.element_en })
        return (
          <li key={`${step.at} ${step.kind} ${element}`} className={step.by === 'you' ? 'is-own' : undefined}>
            <div className="row spread">
              <span>
                <strong>{t.kinds[step.kind] ?? step.kind}</strong>
                {element && step.kind === 'task.completed' ? <span className="quiet"> · {element}</span> : null}
              </span>
              <Time at={step.at} />
            </div>
            <ul className="quiet">
              {tell(step).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </li>
        )
      })}
    </ol>
  )
}

/** The changes of a step as sentences: only those that the procedure has words for. */
function useTelling(procedureId: string): (step: PublicStep) => string[] {
  const { labelled } = useTexts(languageTexts)
  const { factName, factText } = useDictionary()
  const kindOf = useVariables(procedureId)
  return (step) =>
    step.changes.flatMap((change) => {
      const fact = kindOf(plainValue(change.name))
      const text = fact ? factText(fact, change.new) : ''
      return fact && text ? [labelled(factName(fact), text)] : []
    })
}
