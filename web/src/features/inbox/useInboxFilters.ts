import { useMemo } from 'react'
import { useFilters } from '@/lists/useFilters.ts'
import { inboxFilters, NOT_FILTERS } from './filters.ts'

export function useInboxFilters() {
  const { parameters, change, clear } = useFilters()
  return { filters: useMemo(() => inboxFilters(parameters), [parameters]), change, clear: () => clear(NOT_FILTERS) }
}
