import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { AuditEntry } from '@/api/types.ts'
import { eventName, eventTexts } from '@/case/eventTexts.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { ChoiceFilter, DayFilter, FilterBar } from '@/lists/FilterBar.tsx'
import { ListPage } from '@/lists/ListPage.tsx'
import { useFilters } from '@/lists/useFilters.ts'
import { usePagedList } from '@/lists/useList.ts'
import type { TableColumn } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Hash } from '@/ui/Hash.tsx'
import { Time } from '@/ui/Time.tsx'
import { Verify } from './Verify.tsx'
import { evidenceTexts } from './texts.ts'
import { trailQuery } from './trailQuery.ts'

export function EvidencePage() {
  const t = useTexts(evidenceTexts)
  const query = trailQuery(useFilters().parameters)
  const list = usePagedList({
    key: keys.evidence.list(query),
    fetch: (page) => answer(api.GET('/api/v1/evidence', { params: { query: { ...query, ...page } } })),
  })
  return (
    <ListPage
      title={t.title}
      note={t.note}
      actions={<Verify />}
      filters={<TrailFilters />}
      list={list}
      columns={useTrailColumns()}
      keyOf={(row) => row.event_id}
      empty={<Empty title={t.empty} />}
    />
  )
}

function TrailFilters() {
  const t = useTexts(evidenceTexts)
  const { locale } = useLanguage()
  const { parameters, clear } = useFilters()
  const kinds = Object.keys(eventTexts[locale]).map((kind) => ({ value: kind, label: eventName(kind, locale) }))
  return (
    <FilterBar onClear={parameters.size > 0 ? () => clear() : undefined}>
      <ChoiceFilter name="kind" label={t.kind} any={t.anyKind} options={kinds} />
      <DayFilter name="since" label={t.since} />
      <DayFilter name="until" label={t.until} />
    </FilterBar>
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
