import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIRST, nextCursor, pageQuery, rowsOf } from './paging.ts'

test('the first page is asked for without a cursor', () => {
  assert.deepEqual(pageQuery(FIRST, 50), { limit: 50 })
  assert.deepEqual(pageQuery('abc', 50), { limit: 50, cursor: 'abc' })
})

test('after the last page there is none', () => {
  assert.equal(nextCursor({ items: [], next_cursor: null }), undefined)
  assert.equal(nextCursor({ items: [] }), undefined)
  assert.equal(nextCursor({ items: [], next_cursor: 'abc' }), 'abc')
})

test('pages are one list', () => {
  assert.deepEqual(rowsOf([{ items: [1, 2] }, { items: [3] }]), [1, 2, 3])
  assert.deepEqual(rowsOf(undefined), [])
})
