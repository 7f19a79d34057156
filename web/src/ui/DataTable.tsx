import type { ReactNode } from 'react'
import './dataTable.css'

export interface TableColumn<T> {
  id: string
  name: ReactNode
  cell: (row: T) => ReactNode
  align?: 'right'
}

interface Properties<T> {
  caption: string
  columns: readonly TableColumn<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
}

/** A plain table; on narrow screens each row becomes a card. */
export function DataTable<T>({ caption, columns, rows, keyOf }: Properties<T>) {
  return (
    <div className="data-table">
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.align}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.id} className={column.align} data-name={typeof column.name === 'string' ? column.name : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
