import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrange, type Arranged } from './arrange.ts'

const id = (row: { id: string; n?: number }) => row.id
const shown = (...ids: string[]): Arranged<{ id: string; n?: number }>[] => ids.map((each) => ({ row: { id: each }, mark: null }))
const rows = (...ids: string[]) => ids.map((each) => ({ id: each }))

test('a first list has nothing new in it', () => {
  assert.deepEqual(arrange([], rows('a', 'b'), false, id), { rows: shown('a', 'b'), held: 0 })
})

test('nobody reads: new rows stand at their place, marked', () => {
  const { rows: after, held } = arrange(shown('a', 'b'), rows('n', 'a', 'b'), false, id)
  assert.deepEqual(after.map(({ row, mark }) => [row.id, mark]), [['n', 'new'], ['a', null], ['b', null]])
  assert.equal(held, 0)
})

test('nobody can read an empty list: what comes is shown', () => {
  assert.deepEqual(arrange([], rows('a'), true, id), { rows: shown('a'), held: 0 })
})

test('somebody reads: rows stay where they are, new ones wait, gone ones are marked', () => {
  const { rows: after, held } = arrange(shown('a', 'b'), rows('n', 'b'), true, id)
  assert.deepEqual(after.map(({ row, mark }) => [row.id, mark]), [['a', 'gone'], ['b', null]])
  assert.equal(held, 1)
})

test('somebody reads: changes appear in place', () => {
  const { rows: after } = arrange(shown('a', 'b'), [{ id: 'n' }, { id: 'a', n: 2 }, { id: 'b' }], true, id)
  assert.equal(after[0]?.row.n, 2)
})

test('somebody reads: a row that comes back is no longer gone', () => {
  const { rows: after } = arrange([{ row: { id: 'a' }, mark: 'gone' }], rows('a', 'n'), true, id)
  assert.equal(after[0]?.mark, null)
})

test('the same rows in another order are shown in that order even while reading', () => {
  const { rows: after } = arrange(shown('a', 'b'), rows('b', 'a'), true, id)
  assert.deepEqual(after.map(({ row }) => row.id), ['b', 'a'])
})
