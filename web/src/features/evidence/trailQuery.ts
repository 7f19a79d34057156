import { dayOf, given, textOf } from '@/lists/parameters.ts'

/** Which entries of the audit trail the address asks for. Days are the reader's own. */
export function trailQuery(parameters: URLSearchParams) {
  return given({
    kind: textOf(parameters, 'kind'),
    instance_id: textOf(parameters, 'instance_id'),
    since: dayOf(parameters, 'since'),
    until: dayOf(parameters, 'until', 1),
  })
}
