import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trailQuery } from './trailQuery.ts'

const midnight = (day: string) => new Date(`${day}T00:00:00`).toISOString()

test('entries are asked for as the address says, the last day with its whole length', () => {
  assert.deepEqual(trailQuery(new URLSearchParams()), {})
  assert.deepEqual(trailQuery(new URLSearchParams('kind=task.claimed&instance_id=i&since=2026-03-01&until=2026-03-01')), {
    kind: 'task.claimed',
    instance_id: 'i',
    since: midnight('2026-03-01'),
    until: midnight('2026-03-02'),
  })
  assert.deepEqual(trailQuery(new URLSearchParams('kind=&since=soon')), {})
})
