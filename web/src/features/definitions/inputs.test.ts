import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controlOf, inputsOf, typedFrom } from './inputs.ts'

const input = (name: string, type: string, more: Partial<{ path: string[]; choices: unknown[] }> = {}) => ({
  name,
  type,
  path: [],
  label: '',
  allowed: '',
  choices: [],
  ...more,
})

test('what was typed becomes values of the kind that is asked for', () => {
  const fields = [
    input('level', 'string', { choices: ['low', 'high'] }),
    input('rank', 'number', { choices: [1, 2] }),
    input('amount', 'number'),
    input('urgent', 'boolean'),
    input('day', 'date'),
    input('hour', 'time'),
    input('moment', 'date and time'),
    input('note', 'string'),
    input('left', 'string'),
    input('lines', 'list'),
    input('any', ''),
  ]
  const typed = {
    level: 'high',
    rank: '2',
    amount: '1.5',
    urgent: 'false',
    day: '2026-03-02',
    hour: '10:30',
    moment: '2026-03-02T10:30',
    note: ' 12 ',
    left: ' ',
    lines: '[1, 2]',
    any: 'plain words',
  }
  assert.deepEqual(inputsOf(fields, typed), {
    level: 'high',
    rank: 2,
    amount: 1.5,
    urgent: false,
    day: '2026-03-02',
    hour: '10:30:00',
    moment: '2026-03-02T10:30:00',
    note: '12',
    lines: [1, 2],
    any: 'plain words',
  })
})

test('values inside an input stand in it', () => {
  const fields = [input('person', 'number', { path: ['age'] }), input('person', 'string', { path: ['home', 'city'] })]
  assert.deepEqual(inputsOf(fields, { 'person.age': '7', 'person.home.city': 'Xi’an' }), { person: { age: 7, home: { city: 'Xi’an' } } })
  assert.deepEqual(inputsOf(fields, {}), {})
})

test('an example is typed where the fields take all of it', () => {
  const fields = [input('amount', 'number'), input('person', 'string', { path: ['city'] })]
  assert.deepEqual(typedFrom({ amount: 5, 'person.city': 'Xi’an' }, fields), { amount: '5', 'person.city': 'Xi’an' })
  assert.deepEqual(typedFrom({ amount: false, 'person.city': null }, fields), { amount: 'false' })
  assert.equal(typedFrom({ amount: 5, 'amount * 2': 10 }, fields), null)
  assert.equal(typedFrom({}, fields), null)
})

test('each kind has its control', () => {
  assert.deepEqual(['string', 'number', 'boolean', 'date', 'list', 'Any', ''].map((type) => controlOf(input('a', type))), [
    'text',
    'number',
    'boolean',
    'date',
    'json',
    'json',
    'json',
  ])
  assert.equal(controlOf(input('a', 'string', { choices: ['x'] })), 'choice')
})
