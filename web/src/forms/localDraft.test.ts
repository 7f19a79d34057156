import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { forgetLocally, keepLocally, keptLocally, newest } from './localDraft.ts'

const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
}
const use = (value: unknown) => Object.defineProperty(globalThis, 'localStorage', { value, configurable: true })

beforeEach(() => {
  kept.clear()
  use(storage)
})

test('a draft is kept for one person and one subject', () => {
  keepLocally('lina', 'task:1', { note: 'red' })
  assert.deepEqual(keptLocally('lina', 'task:1')?.data, { note: 'red' })
  assert.equal(keptLocally('lina', 'task:2'), null)
  assert.equal(keptLocally('wufang', 'task:1'), null)
  forgetLocally('lina', 'task:1')
  assert.equal(keptLocally('lina', 'task:1'), null)
})

test('a browser without storage, and a broken draft, are no reason to fail', () => {
  kept.set('zhidu.draft.lina.task:1', '{')
  assert.equal(keptLocally('lina', 'task:1'), null)
  use(undefined)
  keepLocally('lina', 'task:1', {})
  forgetLocally('lina', 'task:1')
  assert.equal(keptLocally('lina', 'task:1'), null)
})

test('of two drafts the newer one is restored', () => {
  const local = { data: { from: 'device' }, at: '2026-03-01T10:00:00Z' }
  const server = (at: string | null) => ({ draft: { from: 'server' }, draft_at: at })
  assert.equal(newest(local, server('2026-03-01T10:00:01Z'))?.data.from, 'server')
  assert.equal(newest(local, server('2026-03-01T09:59:59Z'))?.data.from, 'device')
  assert.equal(newest(null, server('2026-03-01T10:00:00Z'))?.data.from, 'server')
  assert.equal(newest(local, null), local)
  assert.equal(newest(local, server(null)), local)
  assert.equal(newest(null, null), null)
})
