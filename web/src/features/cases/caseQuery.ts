import { CASE_STATES } from '@/api/codes.ts'
import { codeOf, dayOf, given, textOf } from '@/lists/parameters.ts'

/** Which cases the address asks for. Days are the reader's own. */
export function caseQuery(parameters: URLSearchParams) {
  return given({
    text: textOf(parameters, 'text'),
    state: codeOf(parameters, 'state', CASE_STATES),
    procedure_id: textOf(parameters, 'procedure_id'),
    customer_id: textOf(parameters, 'customer_id'),
    with_incidents: parameters.get('incidents') === '1' || undefined,
    started_from: dayOf(parameters, 'from'),
    started_before: dayOf(parameters, 'to', 1),
  })
}
