import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockFigures } from './clockFigures.ts'

const clock = (target: number, elapsed: number, ended_at: string | null = null) => ({
  target_seconds: target,
  elapsed_seconds: elapsed,
  remaining_seconds: target - elapsed,
  ended_at,
})

test('a running clock fills up and tells what is left', () => {
  assert.deepEqual(clockFigures(clock(100, 25)), { share: 0.25, over: false, open: true, tellsRest: true })
})

test('a clock is over after its target, not at it, and never more than full', () => {
  assert.equal(clockFigures(clock(100, 100)).over, false)
  assert.deepEqual(clockFigures(clock(100, 250)), { share: 1, over: true, open: true, tellsRest: true })
})

test('an ended clock tells by how much it was missed, but not what was left', () => {
  assert.equal(clockFigures(clock(100, 25, '2026-03-01T10:00:00Z')).tellsRest, false)
  assert.equal(clockFigures(clock(100, 125, '2026-03-01T10:00:00Z')).tellsRest, true)
})

test('a clock without a target is empty', () => {
  assert.equal(clockFigures(clock(0, 25)).share, 0)
})
