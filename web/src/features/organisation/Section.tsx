import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTexts } from '@/i18n/context.ts'
import { ListContent } from '@/lists/ListContent.tsx'
import type { List } from '@/lists/useList.ts'
import { DataTable, type TableColumn } from '@/ui/DataTable.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { organisationTexts } from './texts.ts'

interface Properties<T> {
  title: string
  add: string
  list: List<T>
  columns: readonly TableColumn<T>[]
  dialog: (row: T | null, close: () => void) => ReactNode
}

/** A list of entries, each of which can be changed, and a button for a new one. */
export function Section<T extends { id: string }>({ title, add, list, columns, dialog }: Properties<T>) {
  const t = useTexts(organisationTexts)
  const [editing, setEditing] = useState<T | 'new' | null>(null)
  const edit: TableColumn<T> = {
    id: 'edit',
    name: '',
    align: 'right',
    cell: (row) => (
      <Button size="small" onClick={() => setEditing(row)}>
        {t.edit}
      </Button>
    ),
  }
  return (
    <Panel title={title} extra={<Button onClick={() => setEditing('new')}>{add}</Button>}>
      <ListContent list={list}>{(rows) => <DataTable caption={title} rows={rows} keyOf={(row) => row.id} columns={[...columns, edit]} />}</ListContent>
      {editing ? dialog(editing === 'new' ? null : editing, () => setEditing(null)) : null}
    </Panel>
  )
}
