import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearEnd, peopleToChoose } from './people.ts'

test('somebody who comes on two pages is offered once, at the first place and as they are now', () => {
  const rows = [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }, { id: 'a', name: 'A2' }]
  assert.deepEqual(peopleToChoose(rows), [{ id: 'a', name: 'A2' }, { id: 'b', name: 'B' }])
})

test('the next rows are asked for before the end is reached', () => {
  assert.equal(nearEnd({ scrollTop: 0, clientHeight: 256, scrollHeight: 1600 }), false)
  assert.equal(nearEnd({ scrollTop: 1250, clientHeight: 256, scrollHeight: 1600 }), true)
  assert.equal(nearEnd({ scrollTop: 1344, clientHeight: 256, scrollHeight: 1600 }), true)
})
