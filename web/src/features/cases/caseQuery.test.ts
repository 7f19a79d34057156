import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caseQuery } from './caseQuery.ts'

const midnight = (day: string) => new Date(`${day}T00:00:00`).toISOString()

test('an address without filters asks for all cases', () => {
  assert.deepEqual(caseQuery(new URLSearchParams()), {})
})

test('all filters of the address are asked for, the last day with its whole length', () => {
  const address = 'text=VPN&state=running&procedure_id=p&customer_id=c&incidents=1&from=2026-03-01&to=2026-03-02'
  assert.deepEqual(caseQuery(new URLSearchParams(address)), {
    text: 'VPN',
    state: 'running',
    procedure_id: 'p',
    customer_id: 'c',
    with_incidents: true,
    started_from: midnight('2026-03-01'),
    started_before: midnight('2026-03-03'),
  })
})

test('what is no state, no day and no yes is not asked for', () => {
  assert.deepEqual(caseQuery(new URLSearchParams('state=lost&from=yesterday&to=&incidents=0&text=')), {})
})
