import type { ReactNode } from 'react'
import { DataTable, type TableColumn } from '@/ui/DataTable.tsx'
import { Page } from '@/ui/Page.tsx'
import { ListContent } from './ListContent.tsx'
import type { List } from './useList.ts'

interface Properties<T> {
  title: string
  note?: ReactNode
  actions?: ReactNode
  filters?: ReactNode
  list: List<T>
  columns: readonly TableColumn<T>[]
  keyOf: (row: T) => string
  empty?: ReactNode
  /** Dialogs that the page has open. */
  children?: ReactNode
}

/** A screen that is one table: title, actions, filters, rows, and more of them. */
export function ListPage<T>({ title, note, actions, filters, list, columns, keyOf, empty, children }: Properties<T>) {
  return (
    <Page wide title={title} note={note} actions={actions}>
      {filters}
      <ListContent list={list} empty={empty}>
        {(rows) => <DataTable caption={title} columns={columns} rows={rows} keyOf={keyOf} />}
      </ListContent>
      {children}
    </Page>
  )
}
