import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asProblem, Problem, problemFrom } from './problem.ts'

test('a refusal is told in the reader’s language, with its faults', () => {
  const fault = { where: 'summary', code: 'required', en: 'needed', zh: '必填', file: null }
  const problem = problemFrom(422, { code: 'invalid', detail: 'Expected more.', detail_zh: '内容不足。', faults: [fault] })
  assert.deepEqual([problem.status, problem.code, problem.sentence('en'), problem.sentence('zh')], [422, 'invalid', 'Expected more.', '内容不足。'])
  assert.deepEqual(problem.faults, [fault])
})

test('where the server knows one language only, that one is told', () => {
  assert.equal(problemFrom(400, { detail: 'Expected JSON.' }).sentence('zh'), 'Expected JSON.')
})

test('an answer without a sentence is something unexpected', () => {
  for (const body of [undefined, null, 'Bad gateway', {}, { title: 'Bad gateway' }]) {
    const problem = problemFrom(502, body)
    assert.equal(problem.code, 'unexpected')
    assert.match(problem.sentence('zh'), /意外/)
    assert.match(problem.sentence('en'), /unexpected/)
  }
})

test('somebody was faster: both ways to say so are conflicts', () => {
  assert.deepEqual([409, 412, 422, 500].map((status) => problemFrom(status, {}).isConflict), [true, true, false, false])
})

test('what was thrown can always be shown', () => {
  const refused = problemFrom(409, { detail: 'no' })
  assert.equal(asProblem(refused), refused)
  assert.equal(asProblem(new TypeError('Failed to fetch')).code, 'unreachable')
  assert.equal(asProblem(new TypeError('x is undefined')).code, 'unexpected')
  assert.ok(asProblem('text') instanceof Problem)
})
