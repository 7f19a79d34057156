import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFor, durationWords, isAny, literalsOf } from './cells.ts'

test('a cell of plain values is read', () => {
  assert.deepEqual(literalsOf('"a", "b, c"'), ['a', 'b, c'])
  assert.deepEqual(literalsOf('1,-2.5 , true,false'), [1, -2.5, true, false])
  assert.deepEqual(literalsOf(String.raw`"say \"yes\""`), ['say "yes"'])
})

test('any other test is left as it is written', () => {
  for (const cell of ['', '-', '< 5', '[1..5]', 'not("a")', '"a",', 'date("2026-01-01")', '"a" "b"', '"a', 'null', '1e5']) {
    assert.equal(literalsOf(cell), null, cell)
  }
})

test('what lets everything pass', () => {
  assert.deepEqual(['', '-', '"-"', 'true'].map(isAny), [true, true, false, false])
})

test('durations are told in words', () => {
  assert.equal(durationWords('PT30M', 'en'), '30 min')
  assert.equal(durationWords('P1DT2H', 'zh'), '1 天 2 小时')
  assert.equal(durationWords('P1Y6M', 'zh'), '1 年 6 个月')
  assert.equal(durationWords('-PT0.5S', 'en'), '−0.5 s')
  for (const text of ['P1', 'P', 'PT', 'P1DT', 'always', 'PM', '30']) assert.equal(durationWords(text, 'en'), '', text)
})

test('a column asks for each text once', () => {
  assert.deepEqual(askedFor(['"a","b"', '-', '"b"', '< 3', '4']), ['a', 'b'])
})
