/** Filters as they stand in the address: reading and changing them. */

/** A filter that is set to nothing is not in the address. */
export type Changes = Readonly<Record<string, string | undefined>>

export function withChanges(before: URLSearchParams, changes: Changes): URLSearchParams {
  const after = new URLSearchParams(before)
  for (const [name, value] of Object.entries(changes)) {
    if (value) after.set(name, value)
    else after.delete(name)
  }
  return after
}

export function withOnly(before: URLSearchParams, kept: readonly string[]): URLSearchParams {
  return new URLSearchParams([...before].filter(([name]) => kept.includes(name)))
}

/** What the address says of a filter; an empty one says nothing. */
export function textOf(parameters: URLSearchParams, name: string): string | undefined {
  return parameters.get(name) || undefined
}

/** One of the codes that a filter takes; anything else in the address says nothing. */
export function codeOf<Code extends string>(parameters: URLSearchParams, name: string, codes: readonly Code[]): Code | undefined {
  return codes.find((code) => code === parameters.get(name))
}

const DAY = 86_400_000

/** A day of the address as an instant: the midnight with which it begins here, or that of `days` later. */
export function dayOf(parameters: URLSearchParams, name: string, days = 0): string | undefined {
  const time = Date.parse(`${parameters.get(name) ?? ''}T00:00:00`)
  return Number.isNaN(time) ? undefined : new Date(time + days * DAY).toISOString()
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> }

/** Without what is undefined: such a filter is not sent, and makes no key of its own. */
export function given<T extends object>(found: T): Given<T> {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as Given<T>
}
