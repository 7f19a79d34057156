import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { is, type IncidentState } from '@/api/codes.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { asProblem } from '@/api/problem.ts'
import type { Incident } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useMay } from '@/session/useSession.ts'
import { ReasonDialog } from '@/ui/ReasonDialog.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { incidentTexts } from './incidentTexts.ts'
import './incident.css'

/** Why the engine stopped, and the two ways on: try again, or say how it was done by hand. */
export function IncidentCard({ incident, linked = false }: { incident: Incident; linked?: boolean }) {
  const t = useTexts(incidentTexts)
  const { comma } = useTexts(languageTexts)
  const name = useNames()
  const { locale } = useLanguage()
  const open = is<IncidentState>(incident.state, 'open')
  return (
    <article className={`incident incident-${incident.state}`}>
      <header className="row spread">
        <strong>{{ zh: incident.message_zh, en: incident.message_en }[locale]}</strong>
        <Tag tone={open ? 'bad' : 'good'}>{open ? t.states.open : t.states.resolved}</Tag>
      </header>
      <p className="quiet row">
        {linked && incident.instance_id ? <Link to={`/cases/${incident.instance_id}`}>{incident.instance_number}</Link> : null}
        {incident.title ? <span>{incident.title}</span> : null}
        {incident.element_id ? <code>{incident.element_id}</code> : null}
        <code>{incident.code}</code>
        <Time at={incident.created_at} />
      </p>
      {is<IncidentState>(incident.state, 'resolved') ? (
        <p>
          {incident.resolution} <span className="quiet">— {name(incident.resolved_by)}{comma}</span>
          <Time at={incident.resolved_at} />
        </p>
      ) : null}
      {Object.keys(incident.details).length > 0 ? (
        <details>
          <summary>{t.details}</summary>
          <pre>{JSON.stringify(incident.details, null, 2)}</pre>
        </details>
      ) : null}
      {open ? <Ways incident={incident} /> : null}
    </article>
  )
}

type Way = { verb: 'retry' } | { verb: 'resolve'; resolution: string }

function Ways({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const { locale } = useLanguage()
  const may = useMay()
  const client = useQueryClient()
  const message = useMessage()
  const [asking, setAsking] = useState(false)
  const act = useMutation({
    mutationFn: (way: Way) => {
      const params = { path: { incident_id: incident.id }, header: { ...ifMatch(incident.version), ...once(newKey()) } }
      return way.verb === 'retry'
        ? answer(api.POST('/api/v1/incidents/{incident_id}/retry', { params }))
        : answer(api.POST('/api/v1/incidents/{incident_id}/resolve', { params, body: { resolution: way.resolution } }))
    },
    onSuccess: (_, way) => {
      setAsking(false)
      void message.success(way.verb === 'retry' ? t.retried : t.resolved)
    },
    onError: (error) => message.warning(asProblem(error).sentence(locale), 6),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.incidents.all }), client.invalidateQueries({ queryKey: keys.case.all })]),
  })
  if (!may('incidents.manage')) return null
  return (
    <div className="row">
      <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ verb: 'retry' })}>
        {t.retry}
      </Button>
      <Button onClick={() => setAsking(true)}>{t.resolve}</Button>
      {asking ? (
        <ReasonDialog
          title={t.resolve}
          text={t.resolveText}
          label={t.resolution}
          busy={act.isPending}
          error={act.error}
          onCancel={() => setAsking(false)}
          onConfirm={(resolution) => act.mutate({ verb: 'resolve', resolution })}
        />
      ) : null}
    </div>
  )
}
