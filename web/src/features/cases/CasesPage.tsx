import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { answer, api } from '@/api/client.ts'
import type { InstanceRow } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { StateTag } from '@/case/StateTag.tsx'
import { DataTable, type TableColumn } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Page } from '@/ui/Page.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { CaseFilters } from './CaseFilters.tsx'
import { queryOf } from './caseQuery.ts'
import { casesTexts } from './texts.ts'

export function CasesPage() {
  const t = useTexts(casesTexts)
  const [parameters] = useSearchParams()
  const query = queryOf(parameters)
  const cases = useInfiniteQuery({
    queryKey: ['cases', query],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/instances', { params: { query: { ...query, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  })
  const rows = (cases.data?.pages ?? []).flatMap((page) => page.items)
  const columns = useCaseColumns()
  return (
    <Page wide title={t.title}>
      <CaseFilters />
      {cases.isError ? <ProblemNotice error={cases.error} retry={cases.refetch} /> : null}
      {cases.isSuccess && rows.length === 0 ? <Empty title={t.empty} text={t.emptyText} /> : null}
      {rows.length > 0 ? <DataTable caption={t.title} columns={columns} rows={rows} keyOf={(row) => row.id} /> : null}
      {cases.hasNextPage ? (
        <div>
          <Button loading={cases.isFetchingNextPage} onClick={() => void cases.fetchNextPage()}>
            {t.more}
          </Button>
        </div>
      ) : null}
    </Page>
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
