import { words } from '@/i18n/locale.ts'

function listed(rules: readonly number[]): string {
  return rules.join(', ')
}

export const en = {
  when: 'When',
  then: 'Then',
  remarks: 'Remarks',
  rule: 'Rule',
  matched: 'matched',
  doubtful: 'worth a look',
  otherwise: 'otherwise',
  anything: 'anything',
  allowed: 'one of',
  nothing: 'empty',
  andMore: (count: number) => `and ${count} more`,
  yes: 'yes',
  no: 'no',
  thisCase: 'This case',
  policies: words({
    UNIQUE: 'Exactly one rule may match.',
    FIRST: 'From the top, the first rule that matches counts.',
    ANY: 'Several rules may match, if they all give the same.',
    PRIORITY: 'Of the rules that match, the one whose result is first in the list of possible results counts.',
    'RULE ORDER': 'All rules that match, in the order of the table.',
    'OUTPUT ORDER': 'All rules that match, in the order of the list of possible results.',
    COLLECT: 'All rules that match, in no special order.',
    'COLLECT SUM': 'The results of all rules that match, added up.',
    'COLLECT MIN': 'The smallest result of the rules that match.',
    'COLLECT MAX': 'The greatest result of the rules that match.',
    'COLLECT COUNT': 'How many rules match.',
  }),
  showAll: (count: number) => `Show all ${count} rules`,
  showFew: 'Show fewer rules',
  asWritten: 'As written (FEEL)',
  matchedOf: (rules: readonly number[], count: number | null) => {
    if (rules.length === 0) return 'No rule matched'
    const of = count === null ? '' : ` of ${count}`
    return rules.length === 1 ? `Rule ${listed(rules)}${of} matched` : `Rules ${listed(rules)}${of} matched`
  },
  result: 'Result',
  why: 'Why something is empty',
  place: (line: number, column: number) => `line ${line}, column ${column}`,
  kinds: words({ decision: 'Decision', knowledge: 'Knowledge model', service: 'Decision service' }),
  omitted: (count: string) => `${count} more steps were made before these and are not kept.`,
  steps: 'How it was worked out',
  boxes: words({
    context: 'Named values',
    list: 'List',
    relation: 'Relation',
    invocation: 'Call',
    functionDefinition: 'Function',
    conditional: 'If – then – else',
    filter: 'Filter',
    for: 'For each',
    some: 'At least one',
    every: 'Every one',
    decisionTable: 'Decision table',
  }),
  parts: words({ if: 'if', then: 'then', else: 'else', in: 'in', match: 'where', return: 'gives', satisfies: 'fulfils' }),
  noLogic: 'Nothing is written here yet.',
  tableUnseen: 'The table itself is for people of the house only.',
}
