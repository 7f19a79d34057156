import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { RequestDetail } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { Attachments } from '@/case/Attachments.tsx'
import { useDictionary, useVariables } from '@/dictionary/dictionary.ts'
import { FactValue } from '@/dictionary/FactValue.tsx'
import { Facts } from '@/ui/Facts.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { Time } from '@/ui/Time.tsx'
import { Answer } from './Answer.tsx'
import { Messages } from './Messages.tsx'
import { PublicTimeline } from './PublicTimeline.tsx'
import { Progress } from './Stage.tsx'
import { portalTexts } from './texts.ts'
import './portal.css'

const EVERY = 5_000

export function RequestPage() {
  const { instanceId = '' } = useParams()
  const request = useQuery({
    queryKey: keys.requests.one(instanceId),
    queryFn: () => answer(api.GET('/api/v1/portal/requests/{instance_id}', { params: { path: { instance_id: instanceId } } })),
    refetchInterval: EVERY,
  })
  return <Loaded query={request}>{(found) => <Request request={found} />}</Loaded>
}

function Request({ request }: { request: RequestDetail }) {
  const t = useTexts(portalTexts)
  const row = request.case
  return (
    <Page title={row.title || row.number} above={<Link to="/portal">{t.back}</Link>} note={<span className="mono">{row.number}</span>}>
      <Progress row={row} waiting={request.tasks.length > 0} />
      {request.tasks.map((task) => (
        <Answer key={task.task_id} taskId={task.task_id} instanceId={row.id} />
      ))}
      <Panel title={t.details}>
        <RequestFacts request={request} />
      </Panel>
      <Panel title={t.steps}>
        <PublicTimeline steps={request.steps} procedureId={row.procedure_id} />
      </Panel>
      {request.attachments.length > 0 ? (
        <Panel title={t.files}>
          <Attachments attachments={request.attachments} />
        </Panel>
      ) : null}
      <Messages messages={request.messages} instanceId={row.id} procedureId={row.procedure_id} />
    </Page>
  )
}

function RequestFacts({ request }: { request: RequestDetail }) {
  const t = useTexts(portalTexts)
  const { factName } = useDictionary()
  const kindOf = useVariables(request.case.procedure_id)
  const row = request.case
  const told = Object.entries(request.values).flatMap(([variable, value]) => {
    const fact = kindOf(variable)
    return fact && (value ?? '') !== '' ? [{ fact, value }] : []
  })
  return (
    <Facts
      facts={[
        { key: 'raised', name: t.raisedAt, value: <Time at={row.started_at} /> },
        ...(row.ended_at ? [{ key: 'ended', name: t.endedAt, value: <Time at={row.ended_at} /> }] : []),
        ...told.map(({ fact, value }) => ({ key: fact.variable, name: factName(fact), value: <FactValue fact={fact} value={value} /> })),
      ]}
    />
  )
}
