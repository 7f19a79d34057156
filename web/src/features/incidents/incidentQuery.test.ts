import assert from 'node:assert/strict'
import { test } from 'node:test'
import { incidentQuery } from './incidentQuery.ts'

test('open incidents are shown unless the address asks for the others', () => {
  const states = ['', 'state=open', 'state=resolved', 'state=lost'].map((address) => incidentQuery(new URLSearchParams(address)).state)
  assert.deepEqual(states, ['open', 'open', 'resolved', 'open'])
})
