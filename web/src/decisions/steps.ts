import type { TracedTable, TraceStep } from '@/api/types.ts'

interface MatchedTexts {
  matchedOf: (rules: readonly number[], count: number | null) => string
}

/** Which rules of a table matched, of how many. */
export function matchedIn(table: TracedTable, t: MatchedTexts): string {
  return t.matchedOf(
    table.rules.map(({ index }) => index),
    table.rule_count,
  )
}

/** The same of a step that is one table; '' of any other. */
export function matchedOf(step: TraceStep, t: MatchedTexts): string {
  const [table] = step.tables
  return table && step.logic === 'decisionTable' ? matchedIn(table, t) : ''
}

/** Under which name the dictionary may know the value of a step: that of the table's only output, or the step's own. */
export function variableOf(step: TraceStep): string {
  const [table] = step.tables
  return step.logic === 'decisionTable' && table?.outputs.length === 1 ? (table.outputs[0]?.name ?? step.name) : step.name
}

/** What the entries of a table's result are called. */
export function labelsOf(step: TraceStep): ReadonlyMap<string, string> {
  return new Map(step.tables.flatMap(({ outputs }) => outputs.map(({ name, label }) => [name, label])))
}

export interface Taken {
  name: string
  label: string
  value: unknown
}

/** What a step looked at: the columns of its table, or what it required. */
export function takenBy(step: TraceStep): Taken[] {
  const [table, another] = step.tables
  if (!table || another) return step.inputs
  return table.inputs.map(({ expression, label, value }) => ({ name: expression, label, value }))
}
