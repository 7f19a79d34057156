import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { useEffect, useId, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { asProblem } from '@/api/problem.ts'
import type { CaseDecision } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useCaseDecisions } from '@/case/queries.ts'
import { DecisionTrace } from '@/decisions/DecisionTrace.tsx'
import { useVersionDecisions } from '@/decisions/queries.ts'
import { Shown } from '@/decisions/Shown.tsx'
import { labelsOf, matchedOf, takenBy, variableOf } from '@/decisions/steps.ts'
import { decisionTexts } from '@/decisions/texts.ts'
import { useWords, type Words } from '@/decisions/words.ts'
import { MoreButton } from '@/lists/ListContent.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Time } from '@/ui/Time.tsx'
import { casesTexts } from './texts.ts'
import './decisions.css'

/** What the case decided by its tables: which rule matched, with which inputs. Nothing at all where it decided nothing. */
export function Decisions({ instanceId }: { instanceId: string }) {
  const t = useTexts(casesTexts)
  const decided = useCaseDecisions(instanceId)
  const [parameters] = useSearchParams()
  const { key } = useLocation()
  if (decided.rows.length === 0) return null
  return (
    <Panel title={t.decisions} extra={<span className="quiet">{t.decisionsNote}</span>} flush>
      <ul className="made">
        {decided.rows.map((decision) => (
          <Decision key={decision.event_id} decision={decision} wanted={parameters.get('decision') === decision.event_id ? key : ''} />
        ))}
      </ul>
      {decided.more ? (
        <div className="made-more">
          <MoreButton list={decided} />
        </div>
      ) : null}
    </Panel>
  )
}

/** `wanted`: another text each time that the address asks for this one. */
function Decision({ decision, wanted }: { decision: CaseDecision; wanted: string }) {
  const t = useTexts(casesTexts)
  const name = useNames()
  const words = useWords(decision.procedure_id)
  const [open, setOpen] = useState(wanted !== '')
  const [seen, setSeen] = useState(wanted)
  const id = useId()
  if (seen !== wanted) {
    setSeen(wanted)
    if (wanted) setOpen(true)
  }
  const last = decision.trace.at(-1)
  return (
    <li className="made-one" data-decision={decision.decision_id}>
      <button type="button" className="made-head" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
        <span className="made-words">
          <span className="made-result">
            <strong>{decision.name || last?.name || decision.decision_id}</strong>
            <span aria-hidden>→</span>
            {last ? <Shown variable={variableOf(last)} value={decision.result} words={words} labels={labelsOf(last)} most={4} /> : null}
          </span>
          {last ? <Reasons decision={decision} words={words} /> : null}
        </span>
        <span className="made-when quiet">
          <Time at={decision.at} />
          <span>{t.atStep(name({ name_zh: decision.element_zh, name_en: decision.element_en }, decision.element_id ?? ''))}</span>
        </span>
      </button>
      <div id={id}>{open ? <How decision={decision} words={words} wanted={wanted} /> : null}</div>
    </li>
  )
}

/** Which rule matched, and the values that it looked at. */
function Reasons({ decision, words }: { decision: CaseDecision; words: Words }) {
  const t = useTexts(decisionTexts)
  const last = decision.trace.at(-1)
  if (!last) return null
  const matched = matchedOf(last, t)
  return (
    <span className="made-reasons">
      {matched ? <span>{matched}</span> : null}
      {takenBy(last).map((each) => (
        <span key={each.name}>
          <span className="quiet">{each.label || words.name(each.name) || each.name}</span> <Shown variable={each.name} value={each.value} words={words} />
        </span>
      ))}
    </span>
  )
}

function How({ decision, words, wanted }: { decision: CaseDecision; words: Words; wanted: string }) {
  const t = useTexts(decisionTexts)
  const place = useRef<HTMLDivElement>(null)
  const version = useVersionDecisions(decision.procedure_id, decision.procedure_version)
  const hidden = version.isError && asProblem(version.error).status === 403
  useEffect(() => {
    // Not before the table is there: the page would be too short.
    if (wanted && !version.isPending) place.current?.closest('li')?.scrollIntoView({ block: 'start', behavior: 'smooth' })
  }, [wanted, version.isPending])
  return (
    <div ref={place} className="made-how">
      {version.isError && !hidden ? <ProblemNotice error={version.error} retry={version.refetch} /> : null}
      {version.isSuccess || hidden ? <DecisionTrace trace={decision.trace} sheets={version.data?.sheets} words={words} name={t.thisCase} /> : null}
    </div>
  )
}
