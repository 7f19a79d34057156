interface Person {
  id: string
}

/** Everybody once: somebody who is renamed between two pages may come on both. */
export function peopleToChoose<P extends Person>(rows: readonly P[]): P[] {
  return [...new Map(rows.map((person) => [person.id, person])).values()]
}

const BEFORE_END = 100

/** Whether a list is scrolled so far that the next rows should be on their way. Sizes in pixels. */
export function nearEnd({ scrollTop, clientHeight, scrollHeight }: { scrollTop: number; clientHeight: number; scrollHeight: number }): boolean {
  return scrollTop + clientHeight >= scrollHeight - BEFORE_END
}
