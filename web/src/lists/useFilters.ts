import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { textOf, withChanges, withOnly, type Changes } from './parameters.ts'

/** The filters of a list. They stand in the address, so that a list can be sent to a colleague. */
export interface Filters {
  parameters: URLSearchParams
  value: (name: string) => string | undefined
  change: (changes: Changes) => void
  set: (name: string) => (value: string | undefined) => void
  /** Takes all filters back, but those that are named. */
  clear: (kept?: readonly string[]) => void
}

export function useFilters(): Filters {
  const [parameters, setParameters] = useSearchParams()
  const change = useCallback((changes: Changes) => setParameters((before) => withChanges(before, changes), { replace: true }), [setParameters])
  const clear = useCallback((kept: readonly string[] = []) => setParameters((before) => withOnly(before, kept), { replace: true }), [setParameters])
  return useMemo(
    () => ({
      parameters,
      value: (name) => textOf(parameters, name),
      change,
      set: (name) => (value) => change({ [name]: value }),
      clear,
    }),
    [parameters, change, clear],
  )
}
