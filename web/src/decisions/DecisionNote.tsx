import { Link } from 'react-router'
import type { CaseDecision, TimelineEntry } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { plainValue } from '@/ui/values.ts'
import { Shown } from './Shown.tsx'
import { labelsOf, matchedOf, variableOf } from './steps.ts'
import { decisionTexts } from './texts.ts'
import { useWords } from './words.ts'

interface Properties {
  entry: TimelineEntry
  /** Absent while it is on its way. */
  decision: CaseDecision | undefined
  instanceId: string
  procedureId: string
}

/** A decision in a line of the timeline: what was decided, by which rule; it leads to how. */
export function DecisionNote({ entry, decision, instanceId, procedureId }: Properties) {
  const t = useTexts(decisionTexts)
  const words = useWords(procedureId)
  const last = decision?.trace.at(-1)
  return (
    <div className="row">
      <Link to={`/cases/${instanceId}?decision=${entry.event_id}`}>{decision?.name || last?.name || plainValue(entry.details.decision)}</Link>
      {last ? (
        <>
          <span aria-hidden>→</span>
          <Shown variable={variableOf(last)} value={decision?.result} words={words} labels={labelsOf(last)} most={3} />
          <span className="quiet">{matchedOf(last, t)}</span>
        </>
      ) : null}
    </div>
  )
}
