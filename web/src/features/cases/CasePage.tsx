import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { is, type TaskState } from '@/api/codes.ts'
import type { InstanceDetail } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { Attachments } from '@/case/Attachments.tsx'
import { CaseDiagram } from '@/case/CaseDiagram.tsx'
import { CaseFacts } from '@/case/CaseFacts.tsx'
import { Clocks } from '@/case/Clocks.tsx'
import { useCase, useClocks, useDiagram } from '@/case/queries.ts'
import { StateTag } from '@/case/StateTag.tsx'
import { Timeline } from '@/case/Timeline.tsx'
import { IncidentCard } from '@/case/IncidentCard.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Notice } from '@/ui/Notice.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { CaseActions } from './CaseActions.tsx'
import { CaseLinks } from './CaseLinks.tsx'
import { Decisions } from './Decisions.tsx'
import { OpenTasks } from './OpenTasks.tsx'
import { casesTexts } from './texts.ts'
import { Variables } from './Variables.tsx'
import { VerifyButton } from './VerifyButton.tsx'
import './cases.css'

export function CasePage() {
  const { instanceId = '' } = useParams()
  return <Loaded query={useCase(instanceId)}>{(detail) => <Case key={instanceId} detail={detail} />}</Loaded>
}

function Case({ detail }: { detail: InstanceDetail }) {
  const t = useTexts(casesTexts)
  const { comma } = useTexts(languageTexts)
  const name = useNames()
  const row = detail.case
  return (
    <Page
      wide
      title={row.title || row.number}
      above={<Link to="/cases">{t.title}</Link>}
      note={
        <span className="row">
          <span className="mono">{row.number}</span>
          <StateTag state={row.state} />
          <span>
            {name({ name_zh: row.procedure_zh, name_en: row.procedure_en })}
            {comma}
            {t.version(row.procedure_version)}
          </span>
        </span>
      }
      actions={
        <>
          <VerifyButton instanceId={row.id} />
          <CaseActions detail={detail} />
        </>
      }
    >
      {row.open_incidents > 0 ? <Notice tone="bad" title={t.incidentOpen} text={t.incidents(row.open_incidents)} /> : null}
      <div className="case-head">
        <Panel title={t.overview}>
          <div className="stack">
            <CaseFacts across subject={row} />
            <CaseLinks detail={detail} />
          </div>
        </Panel>
        <Panel title={t.openTasks}>
          <OpenTasks tasks={detail.tasks.filter(({ state }) => is<TaskState>(state, 'open'))} />
        </Panel>
      </div>
      <Decisions instanceId={row.id} />
      <Tabs detail={detail} />
    </Page>
  )
}

const TABS = ['diagram', 'timeline', 'clocks', 'data', 'attachments', 'incidents'] as const
type Tab = (typeof TABS)[number]

function Tabs({ detail }: { detail: InstanceDetail }) {
  const t = useTexts(casesTexts)
  const [tab, setTab] = useState<Tab>('diagram')
  const counts: Partial<Record<Tab, number>> = { attachments: detail.attachments.length, incidents: detail.incidents.length }
  return (
    <section className="panel">
      <div className="case-tabs" role="tablist">
        {TABS.map((each) => (
          <button key={each} type="button" role="tab" id={`tab-${each}`} aria-selected={each === tab} aria-controls="case-panel" onClick={() => setTab(each)}>
            {t.tabs[each]}
            {counts[each] ? <span className="tab-count">{counts[each]}</span> : null}
          </button>
        ))}
      </div>
      <div id="case-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="panel-body">
        <TabContent tab={tab} detail={detail} />
      </div>
    </section>
  )
}

function TabContent({ tab, detail }: { tab: Tab; detail: InstanceDetail }) {
  switch (tab) {
    case 'diagram':
      return <CaseDiagram instanceId={detail.case.id} height={520} />
    case 'timeline':
      return <Timeline instanceId={detail.case.id} procedureId={detail.case.procedure_id} />
    case 'clocks':
      return <CaseClocks instanceId={detail.case.id} />
    case 'data':
      return <Variables detail={detail} />
    case 'attachments':
      return <Attachments attachments={detail.attachments} />
    case 'incidents':
      return <Incidents detail={detail} />
  }
}

function CaseClocks({ instanceId }: { instanceId: string }) {
  const { locale } = useLanguage()
  const labels = useDiagram(instanceId).data?.labels ?? {}
  return <Loaded query={useClocks(instanceId)}>{({ items }) => <Clocks clocks={items} explained elementName={(id) => labels[id]?.[locale] ?? id} />}</Loaded>
}

function Incidents({ detail }: { detail: InstanceDetail }) {
  const t = useTexts(casesTexts)
  if (detail.incidents.length === 0) return <p className="quiet">{t.incidents(0)}</p>
  return (
    <ul className="stack">
      {detail.incidents.map((incident) => (
        <li key={incident.id}>
          <IncidentCard incident={incident} />
        </li>
      ))}
    </ul>
  )
}
