import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeOf, dayOf, given, textOf, withChanges, withOnly } from './parameters.ts'

const read = (address: string) => new URLSearchParams(address)

test('a filter is set beside the others; set to nothing, it leaves the address', () => {
  const before = read('text=VPN&state=running')
  assert.equal(String(withChanges(before, { state: 'completed', from: '2026-01-01' })), 'text=VPN&state=completed&from=2026-01-01')
  assert.equal(String(withChanges(before, { text: undefined, state: '' })), '')
  assert.equal(String(before), 'text=VPN&state=running')
})

test('clearing keeps what is named', () => {
  assert.equal(String(withOnly(read('view=all&text=VPN&sort=due'), ['view', 'sort'])), 'view=all&sort=due')
  assert.equal(String(withOnly(read('text=VPN'), [])), '')
})

test('an empty filter and an unknown code say nothing', () => {
  assert.equal(textOf(read('text='), 'text'), undefined)
  assert.equal(codeOf(read('state=lost'), 'state', ['open', 'resolved']), undefined)
  assert.equal(codeOf(read('state=open'), 'state', ['open', 'resolved']), 'open')
})

test('a day is its midnight here, or a later one', () => {
  assert.equal(dayOf(read('to=2026-03-01'), 'to', 1), new Date('2026-03-02T00:00:00').toISOString())
  assert.equal(dayOf(read('to=2026-02-30x'), 'to'), undefined)
  assert.equal(dayOf(read(''), 'to'), undefined)
})

test('only what is undefined is left out', () => {
  assert.deepEqual(given({ a: undefined, b: false, c: null, d: 0 }), { b: false, c: null, d: 0 })
})
