import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { answer, api } from '@/api/client.ts'
import type { UserRow } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useRoles } from '@/dictionary/dictionary.ts'
import { Choice } from '@/ui/Choice.tsx'
import { DataTable, type TableColumn } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Page } from '@/ui/Page.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { SearchField } from '@/ui/SearchField.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { NewUserDialog } from './NewUserDialog.tsx'
import { usersTexts } from './texts.ts'

export function UsersPage() {
  const t = useTexts(usersTexts)
  const [adding, setAdding] = useState(false)
  const [parameters] = useSearchParams()
  const text = parameters.get('text')
  const role = parameters.get('role')
  const active = parameters.get('active')
  const query = { ...(text ? { text } : {}), ...(role ? { role } : {}), ...(active ? { active: active === 'true' } : {}) }
  const users = useInfiniteQuery({
    queryKey: ['users', query],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/users', { params: { query: { ...query, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (before) => before,
  })
  const rows = (users.data?.pages ?? []).flatMap((page) => page.items)
  const columns = useUserColumns()
  return (
    <Page
      wide
      title={t.title}
      note={t.note}
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      }
    >
      <Filters />
      {users.isError ? <ProblemNotice error={users.error} retry={users.refetch} /> : null}
      {users.isSuccess && rows.length === 0 ? <Empty title={t.empty} /> : null}
      {rows.length > 0 ? <DataTable caption={t.title} columns={columns} rows={rows} keyOf={(row) => row.id} /> : null}
      {users.hasNextPage ? (
        <div>
          <Button onClick={() => void users.fetchNextPage()}>{t.more}</Button>
        </div>
      ) : null}
      {adding ? <NewUserDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}

function Filters() {
  const t = useTexts(usersTexts)
  const name = useNames()
  const roles = useRoles()
  const [parameters, setParameters] = useSearchParams()
  const set = (key: string) => (value: string | undefined) =>
    setParameters(
      (before) => {
        const after = new URLSearchParams(before)
        if (value) after.set(key, value)
        else after.delete(key)
        return after
      },
      { replace: true },
    )
  const states = [
    { value: 'true', label: t.activeOnly },
    { value: 'false', label: t.inactiveOnly },
  ]
  return (
    <div className="filter-bar" role="search">
      <SearchField text={parameters.get('text') ?? undefined} placeholder={t.search} onSearch={set('text')} />
      <Choice
        label={t.role}
        any={t.anyRole}
        value={parameters.get('role') ?? undefined}
        options={(roles.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))}
        onChange={set('role')}
      />
      <Choice label={t.state} any={t.anyState} value={parameters.get('active') ?? undefined} options={states} onChange={set('active')} />
    </div>
  )
}

function useUserColumns(): TableColumn<UserRow>[] {
  const t = useTexts(usersTexts)
  const name = useNames()
  return [
    {
      id: 'name',
      name: t.name,
      cell: (row) => <Link to={`/users/${row.id}`}>{name({ name_zh: row.display_name_zh, name_en: row.display_name_en })}</Link>,
    },
    { id: 'username', name: t.username, cell: (row) => <span className="mono">{row.username}</span> },
    { id: 'email', name: t.email, cell: (row) => row.email ?? '—' },
    { id: 'customer', name: t.customer, cell: (row) => name(row.customer, '—') },
    { id: 'department', name: t.department, cell: (row) => row.department ?? '—' },
    {
      id: 'state',
      name: t.state,
      cell: (row) => (
        <span className="row">
          <Tag tone={row.active ? 'good' : 'plain'}>{row.active ? t.active : t.inactive}</Tag>
          {row.must_change_password ? <Tag tone="warn">{t.oneTime}</Tag> : null}
        </span>
      ),
    },
  ]
}
