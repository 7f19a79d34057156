import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { UserRow } from '@/api/types.ts'
import { useRoles } from '@/dictionary/dictionary.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { ChoiceFilter, FilterBar, TextFilter } from '@/lists/FilterBar.tsx'
import { ListPage } from '@/lists/ListPage.tsx'
import { useFilters } from '@/lists/useFilters.ts'
import { usePagedList } from '@/lists/useList.ts'
import type { TableColumn } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { NewUserDialog } from './NewUserDialog.tsx'
import { usersTexts } from './texts.ts'
import { userQuery } from './userQuery.ts'

export function UsersPage() {
  const t = useTexts(usersTexts)
  const [adding, setAdding] = useState(false)
  const query = userQuery(useFilters().parameters)
  const list = usePagedList({
    key: keys.users.list(query),
    fetch: (page) => answer(api.GET('/api/v1/users', { params: { query: { ...query, ...page } } })),
  })
  return (
    <ListPage
      title={t.title}
      note={t.note}
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t.add}
        </Button>
      }
      filters={<UserFilters />}
      list={list}
      columns={useUserColumns()}
      keyOf={(row) => row.id}
      empty={<Empty title={t.empty} />}
    >
      {adding ? <NewUserDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  )
}

function UserFilters() {
  const t = useTexts(usersTexts)
  const name = useNames()
  const roles = useRoles()
  const states = [
    { value: 'true', label: t.activeOnly },
    { value: 'false', label: t.inactiveOnly },
  ]
  return (
    <FilterBar>
      <TextFilter name="text" placeholder={t.search} />
      <ChoiceFilter name="role" label={t.role} any={t.anyRole} options={(roles.data?.items ?? []).map((each) => ({ value: each.id, label: name(each) }))} />
      <ChoiceFilter name="active" label={t.state} any={t.anyState} options={states} />
    </FilterBar>
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
          {row.technical ? <Tag>{t.technical}</Tag> : null}
          {row.must_change_password ? <Tag tone="warn">{t.oneTime}</Tag> : null}
        </span>
      ),
    },
  ]
}
