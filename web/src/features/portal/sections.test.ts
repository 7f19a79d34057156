import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sections } from './sections.ts'

const row = (id: string, ended_at: string | null = null) => ({ id, ended_at })

test('what waits for an answer stands first, what is over last', () => {
  const rows = [row('old', '2026-01-01T00:00:00Z'), row('open'), row('asked'), row('asked before its end', '2026-01-02T00:00:00Z')]
  const found = sections(rows, new Set(['asked', 'asked before its end']))
  assert.deepEqual(found.map(([name, listed]) => [name, listed.map(({ id }) => id)]), [
    ['waiting', ['asked']],
    ['open', ['open']],
    ['ended', ['old', 'asked before its end']],
  ])
})

test('a section without requests is left out', () => {
  assert.deepEqual(sections([row('open')], new Set()).map(([name]) => name), ['open'])
  assert.deepEqual(sections([], new Set()), [])
})
