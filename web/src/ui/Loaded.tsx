import { Skeleton } from 'antd'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice.tsx'

interface Properties<T> {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  rows?: number
}

/** What a query brought, or that it is on its way, or why it did not come. Old data stays while new data loads. */
export function Loaded<T>({ query, children, rows = 5 }: Properties<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ProblemNotice error={query.error} retry={query.refetch} />
  return <Skeleton active title={false} paragraph={{ rows }} />
}
