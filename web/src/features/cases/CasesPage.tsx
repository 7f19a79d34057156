import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { InstanceRow } from '@/api/types.ts'
import { StateTag } from '@/case/StateTag.tsx'
import { useNames, useTexts } from '@/i18n/context.ts'
import { ListPage } from '@/lists/ListPage.tsx'
import { useFilters } from '@/lists/useFilters.ts'
import { usePagedList } from '@/lists/useList.ts'
import type { TableColumn } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { CaseFilters } from './CaseFilters.tsx'
import { caseQuery } from './caseQuery.ts'
import { casesTexts } from './texts.ts'

const EVERY = 30_000

export function CasesPage() {
  const t = useTexts(casesTexts)
  const query = caseQuery(useFilters().parameters)
  const list = usePagedList({
    key: keys.cases.list(query),
    fetch: (page) => answer(api.GET('/api/v1/instances', { params: { query: { ...query, ...page } } })),
    every: EVERY,
  })
  return (
    <ListPage
      title={t.title}
      filters={<CaseFilters />}
      list={list}
      columns={useCaseColumns()}
      keyOf={(row) => row.id}
      empty={<Empty title={t.empty} text={t.emptyText} />}
    />
  )
}

function useCaseColumns(): TableColumn<InstanceRow>[] {
  const t = useTexts(casesTexts)
  const name = useNames()
  return [
    {
      id: 'number',
      name: t.number,
      cell: (row) => (
        <Link to={`/cases/${row.id}`} className="mono nowrap">
          {row.number}
        </Link>
      ),
    },
    {
      id: 'title',
      name: t.caseTitle,
      cell: (row) => (
        <span>
          {row.title} {row.open_incidents > 0 ? <Tag tone="bad">{t.incidents(row.open_incidents)}</Tag> : null}
        </span>
      ),
    },
    { id: 'state', name: t.state, cell: (row) => <StateTag state={row.state} /> },
    { id: 'procedure', name: t.procedure, cell: (row) => name({ name_zh: row.procedure_zh, name_en: row.procedure_en }) },
    { id: 'customer', name: t.customer, cell: (row) => name(row.customer, '—') },
    { id: 'started', name: t.started, cell: (row) => <Time at={row.started_at} /> },
    { id: 'ended', name: t.ended, cell: (row) => <Time at={row.ended_at} /> },
  ]
}
