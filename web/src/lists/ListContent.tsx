import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { listTexts } from './texts.ts'
import type { List } from './useList.ts'

interface Properties<T> {
  list: List<T>
  /** What stands there when there are no rows; without it, the empty list itself. */
  empty?: ReactNode
  children: (rows: readonly T[]) => ReactNode
}

/** The rows of a list, or why there are none: on their way, refused, or simply none. */
export function ListContent<T>({ list, empty, children }: Properties<T>) {
  const none = list.rows.length === 0 && empty !== undefined
  return (
    <>
      {list.error ? <ProblemNotice error={list.error} retry={list.retry} /> : null}
      {list.isPending ? <Skeleton active title={false} paragraph={{ rows: 8 }} /> : null}
      {list.isSuccess && none ? empty : null}
      {list.isPending || none || (list.error && list.rows.length === 0) ? null : children(list.rows)}
      {list.more ? (
        <div>
          <MoreButton list={list} />
        </div>
      ) : null}
    </>
  )
}

export function MoreButton({ list: { more } }: { list: List<unknown> }) {
  const t = useTexts(listTexts)
  return more ? (
    <Button loading={more.loading} onClick={more.load}>
      {t.more}
    </Button>
  ) : null
}
