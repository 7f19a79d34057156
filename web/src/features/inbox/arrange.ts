/** How a list takes in what is new without jumping under the eyes of its reader. */
export interface Arranged<T> {
  row: T
  mark: 'new' | 'gone' | null
}

export interface Arrangement<T> {
  rows: Arranged<T>[]
  /** New ones that wait to be shown. */
  held: number
}

/**
 * `shown`: what stands there; `fresh`: the server's present list, in its order.
 * While somebody is reading, rows stay where they are: changed ones change in place, gone ones are marked,
 * new ones wait. Otherwise the fresh list is shown and the new ones are marked.
 */
export function arrange<T>(shown: readonly Arranged<T>[], fresh: readonly T[], reading: boolean, idOf: (row: T) => string): Arrangement<T> {
  const known = new Set(shown.map(({ row }) => idOf(row)))
  const added = fresh.filter((row) => !known.has(idOf(row)))
  const left = shown.length - (fresh.length - added.length)
  if (!reading || shown.length === 0 || (added.length === 0 && left === 0)) {
    return { rows: fresh.map((row) => ({ row, mark: shown.length > 0 && !known.has(idOf(row)) ? 'new' : null })), held: 0 }
  }
  const present = new Map(fresh.map((row) => [idOf(row), row]))
  const rows = shown.map(({ row, mark }): Arranged<T> => {
    const now = present.get(idOf(row))
    return now ? { row: now, mark: mark === 'gone' ? null : mark } : { row, mark: 'gone' }
  })
  return { rows, held: added.length }
}
