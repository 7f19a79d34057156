export const STATES = ['running', 'suspended', 'completed', 'terminated', 'error', 'cancelled'] as const
type State = (typeof STATES)[number]

export interface CaseQuery {
  text?: string
  state?: State
  procedure_id?: string
  customer_id?: string
  with_incidents?: boolean
  started_from?: string
  started_before?: string
}

const DAY = 86_400_000

/** A day of the address bar as an instant: the person's own midnight. */
function startOfDay(day: string, days = 0): string | undefined {
  const time = new Date(`${day}T00:00:00`).getTime()
  return Number.isNaN(time) ? undefined : new Date(time + days * DAY).toISOString()
}

/** What the address bar asks for. */
export function queryOf(parameters: URLSearchParams): CaseQuery {
  const text = (name: string) => parameters.get(name) || undefined
  const from = text('from')
  const to = text('to')
  const found = {
    text: text('text'),
    state: STATES.find((state) => state === parameters.get('state')),
    procedure_id: text('procedure_id'),
    customer_id: text('customer_id'),
    with_incidents: parameters.get('incidents') === '1' ? true : undefined,
    started_from: from && startOfDay(from),
    started_before: to && startOfDay(to, 1),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}
