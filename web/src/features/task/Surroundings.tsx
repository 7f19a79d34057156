import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { Skeleton } from 'antd'
import type { TaskDetail } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { CaseDiagram } from '@/case/CaseDiagram.tsx'
import { CaseFacts } from '@/case/CaseFacts.tsx'
import { Clocks } from '@/case/Clocks.tsx'
import { useClocks } from '@/case/queries.ts'
import { Panel } from '@/ui/Panel.tsx'
import { taskTexts } from './texts.ts'

const Timeline = lazy(() => import('@/case/Timeline.tsx').then((module) => ({ default: module.Timeline })))

const TABS = ['facts', 'diagram', 'history'] as const
type Tab = (typeof TABS)[number]

/** The case beside the form: facts and clocks, the place in the diagram, what happened. */
export function Surroundings({ task }: { task: TaskDetail }) {
  const t = useTexts(taskTexts)
  const [tab, setTab] = useState<Tab>('facts')
  return (
    <Panel
      title={
        <span className="side-tabs" role="tablist">
          {TABS.map((each) => (
            <button key={each} type="button" role="tab" id={`tab-${each}`} aria-selected={each === tab} aria-controls="case-side" onClick={() => setTab(each)}>
              {t[each]}
            </button>
          ))}
        </span>
      }
      extra={<Link to={`/cases/${task.instance_id}`}>{t.openCase}</Link>}
    >
      <div id="case-side" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === 'facts' ? <FactsAndClocks task={task} /> : null}
        {tab === 'diagram' ? <CaseDiagram instanceId={task.instance_id} height={420} /> : null}
        {tab === 'history' ? (
          <Suspense fallback={<Skeleton active />}>
            <Timeline instanceId={task.instance_id} procedureId={task.procedure_id} compact />
          </Suspense>
        ) : null}
      </div>
    </Panel>
  )
}

function FactsAndClocks({ task }: { task: TaskDetail }) {
  const t = useTexts(taskTexts)
  const clocks = useClocks(task.instance_id).data?.items ?? []
  return (
    <div className="stack">
      <CaseFacts subject={task} />
      {clocks.length > 0 ? (
        <section className="side-clocks">
          <h3>{t.clocks}</h3>
          <Clocks clocks={clocks} />
        </section>
      ) : null}
    </div>
  )
}
