import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useSearchParams } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { useTexts } from '@/i18n/context.ts'
import { IncidentCard } from '@/case/IncidentCard.tsx'
import { Choice } from '@/ui/Choice.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Page } from '@/ui/Page.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { incidentsTexts } from './texts.ts'

export function IncidentsPage() {
  const t = useTexts(incidentsTexts)
  const [parameters, setParameters] = useSearchParams()
  const state = parameters.get('state') === 'resolved' ? 'resolved' : 'open'
  const incidents = useInfiniteQuery({
    queryKey: ['incidents', state],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/incidents', { params: { query: { state, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: 30_000,
  })
  const rows = (incidents.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Page
      title={t.title}
      note={t.note}
      actions={
        <Choice
          label={t.state}
          value={state}
          options={[
            { value: 'open', label: t.open },
            { value: 'resolved', label: t.resolved },
          ]}
          onChange={(chosen = 'open') => setParameters({ state: chosen }, { replace: true })}
        />
      }
    >
      {incidents.isError ? <ProblemNotice error={incidents.error} retry={incidents.refetch} /> : null}
      {incidents.isSuccess && rows.length === 0 ? <Empty title={state === 'open' ? t.noneOpen : t.noneResolved} /> : null}
      <ul className="stack">
        {rows.map((incident) => (
          <li key={incident.id}>
            <IncidentCard incident={incident} linked />
          </li>
        ))}
      </ul>
      {incidents.hasNextPage ? (
        <div>
          <Button onClick={() => void incidents.fetchNextPage()}>{t.more}</Button>
        </div>
      ) : null}
    </Page>
  )
}
