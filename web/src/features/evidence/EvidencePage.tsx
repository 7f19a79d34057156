import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { answer, api } from '@/api/client.ts'
import type { AuditEntry } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { eventName, eventTexts } from '@/case/eventTexts.ts'
import { Choice } from '@/ui/Choice.tsx'
import { DataTable, type TableColumn } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Hash } from '@/ui/Hash.tsx'
import { Page } from '@/ui/Page.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Time } from '@/ui/Time.tsx'
import { Verify } from './Verify.tsx'
import { evidenceTexts } from './texts.ts'

function queryOf(parameters: URLSearchParams) {
  const day = (name: string) => {
    const time = Date.parse(`${parameters.get(name) ?? ''}T00:00:00`)
    return Number.isNaN(time) ? undefined : new Date(time + (name === 'until' ? 86_400_000 : 0)).toISOString()
  }
  const kind = parameters.get('kind')
  const instance = parameters.get('instance_id')
  const since = day('since')
  const until = day('until')
  return {
    ...(kind ? { kind } : {}),
    ...(instance ? { instance_id: instance } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
  }
}

export function EvidencePage() {
  const t = useTexts(evidenceTexts)
  const [parameters] = useSearchParams()
  const columns = useTrailColumns()
  const query = queryOf(parameters)
  const trail = useInfiniteQuery({
    queryKey: ['evidence', query],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/evidence', { params: { query: { ...query, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  })
  const rows = (trail.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Page wide title={t.title} note={t.note} actions={<Verify />}>
      <Filters />
      {trail.isError ? <ProblemNotice error={trail.error} retry={trail.refetch} /> : null}
      {trail.isSuccess && rows.length === 0 ? <Empty title={t.empty} /> : null}
      {rows.length > 0 ? <DataTable caption={t.title} columns={columns} rows={rows} keyOf={(row) => row.event_id} /> : null}
      {trail.hasNextPage ? (
        <div>
          <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            {t.more}
          </Button>
        </div>
      ) : null}
    </Page>
  )
}

function Filters() {
  const t = useTexts(evidenceTexts)
  const { locale } = useLanguage()
  const [parameters, setParameters] = useSearchParams()
  const set = (name: string) => (value: string | undefined) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before)
        if (value) after.set(name, value)
        else after.delete(name)
        return after
      },
      { replace: true },
    )
  const kinds = Object.keys(eventTexts[locale]).map((kind) => ({ value: kind, label: eventName(kind, locale) }))
  return (
    <div className="filter-bar" role="search">
      <Choice label={t.kind} any={t.anyKind} value={parameters.get('kind') ?? undefined} options={kinds} onChange={set('kind')} />
      {(['since', 'until'] as const).map((name) => (
        <label key={name}>
          {t[name]}
          <input type="date" value={parameters.get(name) ?? ''} onChange={(event) => set(name)(event.target.value)} />
        </label>
      ))}
      {parameters.size > 0 ? (
        <Button type="link" size="small" onClick={() => setParameters({}, { replace: true })}>
          {t.clear}
        </Button>
      ) : null}
    </div>
  )
}

function useTrailColumns(): TableColumn<AuditEntry>[] {
  const t = useTexts(evidenceTexts)
  const { locale } = useLanguage()
  return [
    { id: 'when', name: t.when, cell: (row) => <Time at={row.at} seconds /> },
    { id: 'who', name: t.who, cell: (row) => row.actor_name || (row.actor_kind === 'person' ? (row.actor_id ?? '—') : t.system) },
    { id: 'what', name: t.what, cell: (row) => eventName(row.kind, locale) },
    {
      id: 'where',
      name: t.where,
      cell: (row) => (
        <span className="row">
          {row.instance_id ? (
            <Link to={`/cases/${row.instance_id}`} className="mono">
              {row.instance_number ?? row.instance_id}
            </Link>
          ) : null}
          {row.element_id ? <code>{row.element_id}</code> : null}
        </span>
      ),
    },
    {
      id: 'details',
      name: t.details,
      cell: (row) =>
        Object.keys(row.details).length === 0 ? null : (
          <details className="trail-details">
            <summary>{t.details}</summary>
            <pre>{JSON.stringify(row.details, null, 2)}</pre>
          </details>
        ),
    },
    {
      id: 'proof',
      name: t.proof,
      cell: (row) => (
        <span className="nowrap">
          <span className="numbers quiet">{row.position}</span> <Hash hash={row.hash} />
        </span>
      ),
    },
  ]
}
