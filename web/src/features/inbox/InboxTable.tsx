import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { InboxSort } from '@/api/codes.ts'
import type { InboxRow } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { Tag } from '@/ui/Tag.tsx'
import type { Arranged } from './arrange.ts'
import { useMayClaim } from './useMayClaim.ts'
import type { Column } from './columns.tsx'
import { inboxTexts } from './texts.ts'

interface Properties {
  rows: readonly Arranged<InboxRow>[]
  columns: readonly Column[]
  sort: InboxSort
  onSort: (sort: InboxSort) => void
  onClaim: (row: InboxRow) => void
  claiming: string | undefined
}

/** A table that turns into cards on narrow screens (inbox.css). */
export function InboxTable({ rows, columns, sort, onSort, onClaim, claiming }: Properties) {
  const t = useTexts(inboxTexts)
  const mayClaim = useMayClaim()
  return (
    <table className="inbox-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
          <th>
            <span className="visually-hidden">{t.claim}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, mark }) => (
          <tr key={row.task_id} data-task={row.task_id} className={`${row.overdue ? 'is-overdue' : ''} ${mark ? `is-${mark}` : ''}`}>
            {columns.map((column) => (
              <td key={column.id} data-name={column.fixed ? undefined : column.name} className={`cell-${column.id}`}>
                {column.cell(row)}
              </td>
            ))}
            <td className="cell-action">
              {mark === 'new' ? <Tag tone="warn">{t.fresh}</Tag> : null}
              {mark === 'gone' ? <Tag>{t.gone}</Tag> : null}
              {mark !== 'gone' && mayClaim(row) ? (
                <Button size="small" loading={claiming === row.task_id} onClick={() => onClaim(row)}>
                  {t.claim}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function HeadCell({ column, sort, onSort }: { column: Column; sort: InboxSort; onSort: (sort: InboxSort) => void }) {
  const t = useTexts(inboxTexts)
  const { sort: key } = column
  if (!key) return <th scope="col">{column.name}</th>
  const direction = sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : 'none'
  return (
    <th scope="col" aria-sort={direction}>
      <button type="button" title={t.sortBy(column.name)} onClick={() => onSort(direction === 'ascending' ? `-${key}` : key)}>
        {column.name}
        {direction === 'ascending' ? <ArrowUpOutlined aria-hidden /> : null}
        {direction === 'descending' ? <ArrowDownOutlined aria-hidden /> : null}
      </button>
    </th>
  )
}
