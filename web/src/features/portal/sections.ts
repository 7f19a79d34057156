import type { InstanceRow } from '@/api/types.ts'

export type Section = 'waiting' | 'open' | 'ended'
type Row = Pick<InstanceRow, 'id' | 'ended_at'>

/** Requests as their owner looks for them: what waits for an answer first, what is over last. Sections without rows are left out. */
export function sections<R extends Row>(rows: readonly R[], waitingIds: ReadonlySet<string>): [section: Section, rows: R[]][] {
  const sectionOf = (row: R): Section => (row.ended_at ? 'ended' : waitingIds.has(row.id) ? 'waiting' : 'open')
  const found = Map.groupBy(rows, sectionOf)
  return (['waiting', 'open', 'ended'] as const).flatMap((section): [Section, R[]][] => {
    const listed = found.get(section)
    return listed ? [[section, listed]] : []
  })
}
