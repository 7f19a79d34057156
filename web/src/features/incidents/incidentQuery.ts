import { INCIDENT_STATES, type IncidentState } from '@/api/codes.ts'
import { codeOf } from '@/lists/parameters.ts'

/** Which incidents the address asks for: the open ones, unless it says otherwise. */
export function incidentQuery(parameters: URLSearchParams): { state: IncidentState } {
  return { state: codeOf(parameters, 'state', INCIDENT_STATES) ?? 'open' }
}
