const LETTERS: Record<string, string> = {
  UNIQUE: 'U',
  FIRST: 'F',
  ANY: 'A',
  PRIORITY: 'P',
  'RULE ORDER': 'R',
  'OUTPUT ORDER': 'O',
  COLLECT: 'C',
  'COLLECT SUM': 'C+',
  'COLLECT MIN': 'C<',
  'COLLECT MAX': 'C>',
  'COLLECT COUNT': 'C#',
}

/** A hit policy with its aggregation, as the trace writes it: "COLLECT SUM". */
export function policyOf(table: { hit_policy: string; aggregation: string }): string {
  return table.hit_policy === 'COLLECT' && table.aggregation ? `COLLECT ${table.aggregation}` : table.hit_policy
}

/** What stands in the corner of the table, as DMN draws it. */
export function letterOf(policy: string): string {
  return LETTERS[policy] ?? policy
}
