import { answer, api } from '@/api/client.ts'
import { INCIDENT_STATES } from '@/api/codes.ts'
import { keys } from '@/api/keys.ts'
import { IncidentCard } from '@/case/IncidentCard.tsx'
import { useTexts } from '@/i18n/context.ts'
import { ListContent } from '@/lists/ListContent.tsx'
import { useFilters } from '@/lists/useFilters.ts'
import { usePagedList } from '@/lists/useList.ts'
import { Choice } from '@/ui/Choice.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Page } from '@/ui/Page.tsx'
import { incidentQuery } from './incidentQuery.ts'
import { incidentsTexts } from './texts.ts'

const EVERY = 30_000

export function IncidentsPage() {
  const t = useTexts(incidentsTexts)
  const { parameters, set } = useFilters()
  const query = incidentQuery(parameters)
  const list = usePagedList({
    key: keys.incidents.list(query),
    fetch: (page) => answer(api.GET('/api/v1/incidents', { params: { query: { ...query, ...page } } })),
    every: EVERY,
  })
  const states = INCIDENT_STATES.map((value) => ({ value, label: t[value] }))
  return (
    <Page title={t.title} note={t.note} actions={<Choice label={t.state} value={query.state} options={states} onChange={set('state')} />}>
      <ListContent list={list} empty={<Empty title={query.state === 'open' ? t.noneOpen : t.noneResolved} />}>
        {(incidents) => (
          <ul className="stack">
            {incidents.map((incident) => (
              <li key={incident.id}>
                <IncidentCard incident={incident} linked />
              </li>
            ))}
          </ul>
        )}
      </ListContent>
    </Page>
  )
}
