import { INBOX_DUES, INBOX_SORTS, INBOX_VIEWS, type InboxDue, type InboxSort, type InboxView } from '@/api/codes.ts'
import { codeOf, given, textOf } from '@/lists/parameters.ts'

/** What the address says about the list. */
export interface InboxFilters {
  view: InboxView
  sort: InboxSort
  text?: string
  procedure_id?: string
  role?: string
  customer_id?: string
  due?: InboxDue
  priority_min?: number
}

/** These choose and order what is shown; the others leave rows out. */
export const NOT_FILTERS = ['view', 'sort'] as const

export function inboxFilters(parameters: URLSearchParams): InboxFilters {
  return {
    view: codeOf(parameters, 'view', INBOX_VIEWS) ?? 'mine',
    sort: codeOf(parameters, 'sort', INBOX_SORTS) ?? 'due',
    ...given({
      text: textOf(parameters, 'text'),
      procedure_id: textOf(parameters, 'procedure_id'),
      role: textOf(parameters, 'role'),
      customer_id: textOf(parameters, 'customer_id'),
      due: codeOf(parameters, 'due', INBOX_DUES),
      priority_min: Number(parameters.get('priority_min')) || undefined,
    }),
  }
}

export function isFiltered(filters: InboxFilters): boolean {
  return Object.keys(filters).some((name) => !NOT_FILTERS.some((each) => each === name))
}
