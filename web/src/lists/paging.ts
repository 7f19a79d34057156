/** One page of a list, as the server answers it. */
export interface PageOf<T> {
  items: T[]
  next_cursor?: string | null
}

/** What asks for a page: how long it may be, and where it begins. */
export interface PageQuery {
  limit: number
  cursor?: string
}

export const FIRST = ''
export const PAGE_SIZE = 50

export function pageQuery(cursor: string, limit: number): PageQuery {
  return cursor === FIRST ? { limit } : { limit, cursor }
}

/** Where the next page begins; undefined after the last one. */
export function nextCursor(page: PageOf<unknown>): string | undefined {
  return page.next_cursor ?? undefined
}

export function rowsOf<T>(pages: readonly PageOf<T>[] | undefined): T[] {
  return (pages ?? []).flatMap(({ items }) => items)
}
