import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hoursAsText, textAsHours } from './hours.ts'

test('hours are read as they are written', () => {
  const hours = { mon: [['09:00', '12:00'], ['13:00', '18:00']], '2026-10-01': [] }
  assert.equal(hoursAsText(hours), 'mon 09:00-12:00 13:00-18:00\n2026-10-01')
  assert.deepEqual(textAsHours(`${hoursAsText(hours)}\n\n`), hours)
})

test('what is no interval is left for the server to refuse', () => {
  assert.deepEqual(textAsHours('mon nine'), { mon: [['nine']] })
})
