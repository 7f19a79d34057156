import { Checkbox } from 'antd'
import { useState } from 'react'
import type { CaseDecision, TimelineEntry } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { DecisionNote } from '@/decisions/DecisionNote.tsx'
import { MoreButton } from '@/lists/ListContent.tsx'
import { Hash } from '@/ui/Hash.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Time } from '@/ui/Time.tsx'
import { plainValue } from '@/ui/values.ts'
import { Changes } from './Changes.tsx'
import { ENGINE_STEPS, eventName } from './eventTexts.ts'
import { useCaseDecisions, useHistory } from './queries.ts'
import { caseTexts } from './texts.ts'
import './timeline.css'

const DECISION = 'decision.made'

interface Properties {
  instanceId: string
  procedureId: string
  compact?: boolean
}

/** Who did what and when, with old and new values and the place in the chain of evidence. */
export function Timeline({ instanceId, procedureId, compact = false }: Properties) {
  const t = useTexts(caseTexts)
  const [everything, setEverything] = useState(false)
  const history = useHistory(instanceId, everything)
  const shown = everything ? history.rows : history.rows.filter(({ kind }) => !ENGINE_STEPS.has(kind))
  const decided = useCaseDecisions(
    instanceId,
    shown.some(({ kind }) => kind === DECISION),
  )
  const decisions = new Map(decided.rows.map((each) => [each.event_id, each]))
  return (
    <div className="stack">
      <Checkbox checked={everything} onChange={(event) => setEverything(event.target.checked)}>
        {t.everything}
      </Checkbox>
      {history.error ? <ProblemNotice error={history.error} retry={history.retry} /> : null}
      {history.isSuccess && shown.length === 0 ? <p className="quiet">{t.noHistory}</p> : null}
      <ol className={compact ? 'timeline timeline-compact' : 'timeline'}>
        {shown.map((entry) => (
          <Entry key={entry.event_id} entry={entry} procedureId={procedureId} instanceId={instanceId} decision={decisions.get(entry.event_id)} />
        ))}
      </ol>
      <MoreButton list={history} />
    </div>
  )
}

/** Old records may know one name only; what no person did, the product did. */
function actorName(actor: Record<string, unknown>, nameOf: ReturnType<typeof useNames>, system: string): string {
  const both = { name_zh: plainValue(actor.name_zh), name_en: plainValue(actor.name_en) }
  return nameOf(both, plainValue(actor.name)) || (actor.kind === 'person' ? plainValue(actor.id) : system)
}

function reasonOf(details: Record<string, unknown>): string {
  const told = details.reason ?? details.resolution
  return typeof told === 'string' ? told : ''
}

interface EntryProperties {
  entry: TimelineEntry
  procedureId: string
  instanceId: string
  decision: CaseDecision | undefined
}

function Entry({ entry, procedureId, instanceId, decision }: EntryProperties) {
  const { locale } = useLanguage()
  const name = useNames()
  const t = useTexts(caseTexts)
  const reason = reasonOf(entry.details)
  return (
    <li className={`entry entry-${plainValue(entry.actor.kind)}`} data-kind={entry.kind}>
      <div className="entry-head">
        <span>
          <strong>{eventName(entry.kind, locale)}</strong>
          {entry.element_id ? <span className="entry-element">{name({ name_zh: entry.element_zh, name_en: entry.element_en }, entry.element_id)}</span> : null}
        </span>
        <span className="entry-where">
          <Time at={entry.at} seconds />
          <Hash hash={entry.hash} />
        </span>
      </div>
      <div className="quiet">
        <span>{actorName(entry.actor, name, t.system)}</span>
        {reason ? <span> · {reason}</span> : null}
      </div>
      {entry.kind === DECISION ? <DecisionNote entry={entry} decision={decision} instanceId={instanceId} procedureId={procedureId} /> : null}
      <Changes changes={entry.changes} procedureId={procedureId} />
    </li>
  )
}
