import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userQuery } from './userQuery.ts'

test('people are asked for as the address says', () => {
  assert.deepEqual(userQuery(new URLSearchParams()), {})
  assert.deepEqual(userQuery(new URLSearchParams('text=li&role=engineer&active=true')), { text: 'li', role: 'engineer', active: true })
  assert.deepEqual(userQuery(new URLSearchParams('active=false')), { active: false })
})
