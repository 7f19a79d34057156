import type { PublicStep } from '@/api/types.ts'
import { useNames, useTexts } from '@/app/i18n/context.ts'
import { useDictionary } from '@/case/dictionary.ts'
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
  return (
    <ol className="public-steps">
      {[...steps].reverse().map((step) => {
        const element = name({ name_zh: step.element_zh, name_en: step.element_en })
        return (
          <li key={`${step.at} ${step.kind} ${element}`} className={step.by === 'you' ? 'is-own' : undefined}>
            <div className="row spread">
              <span>
                <strong>{t.kinds[step.kind] ?? step.kind}</strong>
                {element ? <span className="quiet"> · {element}</span> : null}
              </span>
              <Time at={step.at} />
            </div>
            <StepChanges changes={step.changes} procedureId={procedureId} />
          </li>
        )
      })}
    </ol>
  )
}

function StepChanges({ changes, procedureId }: { changes: PublicStep['changes']; procedureId: string }) {
  const { factsOf, factName, factText } = useDictionary()
  const facts = factsOf(procedureId)
  const told = changes.flatMap((change) => {
    const fact = facts.find(({ variable }) => variable === change.name)
    const text = fact ? factText(fact, change.new) : ''
    return fact && text ? [{ key: plainValue(change.name), line: `${factName(fact)}: ${text}` }] : []
  })
  if (told.length === 0) return null
  return (
    <ul className="quiet">
      {told.map(({ key, line }) => (
        <li key={key}>{line}</li>
      ))}
    </ul>
  )
}
