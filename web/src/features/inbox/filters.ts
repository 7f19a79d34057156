import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'

export const VIEWS = ['mine', 'roles', 'all'] as const
export type View = (typeof VIEWS)[number]
export const SORTS = ['due', '-due', 'created', '-created', 'priority', '-priority'] as const
export type Sort = (typeof SORTS)[number]
const DUES = ['overdue', 'today', 'week'] as const
type Due = (typeof DUES)[number]

/** What the address bar says about the list; it can be sent to a colleague. */
export interface InboxFilters {
  view: View
  sort: Sort
  text?: string
  procedure_id?: string
  role?: string
  customer_id?: string
  due?: Due
  priority_min?: number
}

function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value)
}

export function readFilters(parameters: URLSearchParams): InboxFilters {
  const text = (name: string) => parameters.get(name) ?? undefined
  const found = {
    text: text('text'),
    procedure_id: text('procedure_id'),
    role: text('role'),
    customer_id: text('customer_id'),
    due: oneOf(parameters.get('due'), DUES),
    priority_min: Number(parameters.get('priority_min')) || undefined,
  }
  return {
    view: oneOf(parameters.get('view'), VIEWS) ?? 'mine',
    sort: oneOf(parameters.get('sort'), SORTS) ?? 'due',
    ...(Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Partial<InboxFilters>),
  }
}

export function isFiltered(filters: InboxFilters): boolean {
  return Object.keys(filters).some((name) => name !== 'view' && name !== 'sort')
}

export function useFilters(): [InboxFilters, (changes: Record<string, string | undefined>) => void, () => void] {
  const [parameters, setParameters] = useSearchParams()
  const filters = useMemo(() => readFilters(parameters), [parameters])
  const change = useCallback(
    (changes: Record<string, string | undefined>) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before)
          for (const [name, value] of Object.entries(changes)) {
            if (value) after.set(name, value)
            else after.delete(name)
          }
          return after
        },
        { replace: true },
      ),
    [setParameters],
  )
  const clear = useCallback(
    () =>
      setParameters(
        (before) => new URLSearchParams([...before].filter(([name]) => name === 'view' || name === 'sort')),
        { replace: true },
      ),
    [setParameters],
  )
  return [filters, change, clear]
}
