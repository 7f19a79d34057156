import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inboxFilters, isFiltered } from './filters.ts'

const read = (address: string) => inboxFilters(new URLSearchParams(address))

test('without an address: the own tasks, the most urgent first', () => {
  assert.deepEqual(read(''), { view: 'mine', sort: 'due' })
})

test('all filters of the address are read', () => {
  assert.deepEqual(read('view=all&sort=-created&text=VPN&procedure_id=p&role=r&customer_id=c&due=week&priority_min=70'), {
    view: 'all',
    sort: '-created',
    text: 'VPN',
    procedure_id: 'p',
    role: 'r',
    customer_id: 'c',
    due: 'week',
    priority_min: 70,
  })
})

test('what the server would not know is not read', () => {
  assert.deepEqual(read('view=yours&sort=name&due=never&priority_min=high&text='), { view: 'mine', sort: 'due' })
})

test('which tasks and in which order is no filter', () => {
  assert.equal(isFiltered(read('view=all&sort=-due')), false)
  assert.equal(isFiltered(read('view=all&text=VPN')), true)
})
