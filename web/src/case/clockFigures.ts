import type { Clock } from '@/api/types.ts'

type Figures = Pick<Clock, 'target_seconds' | 'elapsed_seconds' | 'remaining_seconds' | 'ended_at'>

/** How full a clock is (0 to 1), whether its time is over, and whether what is left is still worth a word. */
export function clockFigures(clock: Figures): { share: number; over: boolean; open: boolean; tellsRest: boolean } {
  const share = clock.target_seconds > 0 ? clock.elapsed_seconds / clock.target_seconds : 0
  const over = clock.remaining_seconds < 0
  const open = !clock.ended_at
  return { share: Math.min(1, share), over, open, tellsRest: over || open }
}
