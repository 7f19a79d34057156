import { keepPreviousData, useInfiniteQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { FIRST, nextCursor, PAGE_SIZE, pageQuery, rowsOf, type PageOf, type PageQuery } from './paging.ts'

/** A list as screens show it, whether it came whole or page by page. */
export interface List<T> {
  rows: readonly T[]
  isPending: boolean
  isSuccess: boolean
  isFetching: boolean
  /** The rows answer the filters before; those of the present ones are on their way. */
  isPlaceholderData: boolean
  error: unknown
  retry: () => unknown
  /** How to get further rows; null when these are all. */
  more: { load: () => void; loading: boolean } | null
}

interface Paged<T> {
  key: QueryKey
  fetch: (page: PageQuery) => Promise<PageOf<T>>
  limit?: number
  /** Fetch again after so many milliseconds. */
  every?: number
  enabled?: boolean
  /** Forget the rows as soon as nobody looks. */
  forget?: boolean
}

/** A list that the server gives page by page. While other filters load, the rows before stay. */
export function usePagedList<T>({ key, fetch, limit = PAGE_SIZE, every, enabled = true, forget = false }: Paged<T>): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetch(pageQuery(pageParam, limit)),
    initialPageParam: FIRST,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
    enabled,
    ...(every ? { refetchInterval: every } : {}),
    ...(forget ? { gcTime: 0 } : {}),
  })
  const { data, isPending, isSuccess, isFetching, isPlaceholderData, error, refetch } = query
  return {
    rows: useMemo(() => rowsOf(data?.pages), [data]),
    ...{ isPending, isSuccess, isFetching, isPlaceholderData, error },
    retry: refetch,
    more: query.hasNextPage ? { load: () => void query.fetchNextPage({ cancelRefetch: false }), loading: query.isFetchingNextPage } : null,
  }
}

const NONE: readonly never[] = []

/** A list that came whole. */
export function wholeList<T>(query: UseQueryResult<{ items: T[] }>): List<T> {
  const { data, isPending, isSuccess, isFetching, isPlaceholderData, error, refetch } = query
  return { rows: data?.items ?? NONE, isPending, isSuccess, isFetching, isPlaceholderData, error, retry: refetch, more: null }
}
