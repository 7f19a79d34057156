import type { InputOutline } from '@/api/types.ts'

/** What was typed, by the key of the field; absent or '' where nothing was. */
export type Typed = Readonly<Record<string, string>>

export type Control = 'choice' | 'boolean' | 'number' | 'date' | 'time' | 'moment' | 'text' | 'json'

const CONTROLS: Record<string, Control> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  'date and time': 'moment',
  'days and time duration': 'text',
  'years and months duration': 'text',
}

/** How a value of this kind is best entered; of an unknown kind as JSON, or as a plain text. */
export function controlOf(input: InputOutline): Control {
  if (input.choices.length > 0) return 'choice'
  return CONTROLS[input.type] ?? 'json'
}

export function keyOf(input: InputOutline): string {
  return [input.name, ...input.path].join('.')
}

/** What was typed as plain JSON; what was left empty is left out. */
export function inputsOf(fields: readonly InputOutline[], typed: Typed): Record<string, unknown> {
  const inputs: Record<string, unknown> = {}
  for (const field of fields) {
    const text = typed[keyOf(field)]?.trim() ?? ''
    if (text !== '') put(inputs, [field.name, ...field.path], valueOf(field, text))
  }
  return inputs
}

function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const inside = (into[name] ?? {}) as Record<string, unknown>
  into[name] = inside
  put(inside, rest, value)
}

function valueOf(field: InputOutline, text: string): unknown {
  switch (controlOf(field)) {
    case 'choice':
      return field.choices.find((choice) => String(choice) === text)
    case 'boolean':
      return text === 'true'
    case 'number':
      return Number(text)
    case 'time':
    case 'moment':
      return /T?\d\d:\d\d$/.test(text) ? `${text}:00` : text // browsers leave out seconds that are zero
    case 'json':
      return asJson(text)
    default:
      return text
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** An example of values by the expressions of columns, as somebody would type it; null where a column computes what it tests. */
export function typedFrom(example: Readonly<Record<string, unknown>>, fields: readonly InputOutline[]): Typed | null {
  const known = new Set(fields.map(keyOf))
  const given = Object.entries(example).filter(([, value]) => value !== null)
  if (given.length === 0 || given.some(([expression]) => !known.has(expression))) return null
  return Object.fromEntries(given.map(([expression, value]) => [expression, typeof value === 'string' ? value : JSON.stringify(value)]))
}
