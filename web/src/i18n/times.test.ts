import assert from 'node:assert/strict'
import { test } from 'node:test'
import { date, dateTime, relative, workingTime } from './times.ts'

const shanghai = { locale: 'en', timeZone: 'Asia/Shanghai' } as const
const AT = '2026-03-01T18:05:09Z'

test('a moment is shown in the person’s zone', () => {
  assert.equal(dateTime(AT, shanghai), '02/03/2026, 02:05')
  assert.equal(dateTime(AT, { ...shanghai, timeZone: 'UTC' }, true), '01/03/2026, 18:05:09')
  assert.equal(date(AT, { ...shanghai, locale: 'zh' }), '2026/03/02')
})

test('near moments are told by their distance, far ones by their date', () => {
  const now = Date.parse(AT)
  const told = (seconds: number) => relative(new Date(now + seconds * 1000).toISOString(), now, shanghai)
  assert.deepEqual([0, -59, -60, 3_599, 3_600, -5_400, -86_400, 2 * 86_400].map(told), ['now', 'now', '1 minute ago', 'in 59 minutes', 'in 1 hour', '1 hour ago', 'yesterday', 'in 2 days'])
  assert.equal(told(31 * 86_400), '02/04/2026')
})

test('working time is told in hours and minutes, never in days', () => {
  assert.deepEqual([0, 59, 60, 3_599, 3_600, 3_660, 90_000].map((each) => workingTime(each, 'en')), ['0s', '59s', '1m', '59m', '1h', '1h 1m', '25h'])
  assert.equal(workingTime(3_660, 'zh'), '1 小时 1 分')
  assert.equal(workingTime(-120, 'en'), '2m')
})
