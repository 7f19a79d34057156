import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { is, type Delegation, type InboxView } from '@/api/codes.ts'
import type { InboxRow } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useDictionary, type Dictionary } from '@/dictionary/dictionary.ts'
import { FactValue } from '@/dictionary/FactValue.tsx'
import { Due } from '@/ui/Due.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { inboxTexts } from './texts.ts'

export interface Column {
  id: string
  name: string
  sort?: 'due' | 'created' | 'priority'
  /** Always there. */
  fixed?: boolean
  cell: (row: InboxRow) => ReactNode
}

const HIDDEN_AT_FIRST = new Set(['procedure', 'priority', 'followUp', 'candidates'])
const FACTS_AT_FIRST = 2
const OWN_COLUMN = new Set(['customer'])

/** The facts of the procedures that these rows belong to; facts of one name share a column. */
function factColumns(rows: readonly InboxRow[], { factsOf, factName }: Dictionary): Column[] {
  const known = new Map<string, Column>()
  const procedures = new Set(rows.map((row) => row.procedure_id))
  for (const fact of [...procedures].flatMap(factsOf)) {
    if (OWN_COLUMN.has(fact.kind ?? '') || known.has(fact.variable)) continue
    known.set(fact.variable, {
      id: `fact:${fact.variable}`,
      name: factName(fact),
      cell: (row) => <FactValue fact={factsOf(row.procedure_id).find(({ variable }) => variable === fact.variable) ?? fact} value={row.facts[fact.variable]} />,
    })
  }
  return [...known.values()]
}

/** All columns that these rows can fill: the product's and those of the procedures' own facts. */
export function useColumns(rows: readonly InboxRow[]): Column[] {
  const t = useTexts(inboxTexts)
  const { and } = useTexts(languageTexts)
  const name = useNames()
  const dictionary = useDictionary()
  return [
    { id: 'task', name: t.task, fixed: true, cell: (row) => <TaskCell row={row} /> },
    { id: 'due', name: t.due, sort: 'due', cell: (row) => <Due at={row.due_at} workingSeconds={row.due_working_seconds} /> },
    ...factColumns(rows, dictionary),
    { id: 'customer', name: t.customer, cell: (row) => name(row.customer, '—') },
    { id: 'assignee', name: t.assignee, cell: (row) => (row.assignee ? name(row.assignee) : <span className="quiet">{t.nobody}</span>) },
    { id: 'candidates', name: t.candidates, cell: (row) => row.candidates.map(dictionary.candidate).join(and) },
    { id: 'procedure', name: t.procedure, cell: (row) => name({ name_zh: row.procedure_zh, name_en: row.procedure_en }) },
    { id: 'priority', name: t.priority, sort: 'priority', cell: (row) => <span className="numbers">{row.priority}</span> },
    { id: 'followUp', name: t.followUp, cell: (row) => <Time at={row.follow_up_at} show="relative" /> },
    { id: 'created', name: t.created, sort: 'created', cell: (row) => <Time at={row.created_at} show="relative" /> },
  ]
}

/** Who has a task is only a question where it could be anybody. */
export function columnsAtFirst(columns: readonly Column[], view: InboxView): string[] {
  const facts = columns.filter(({ id }) => id.startsWith('fact:')).slice(0, FACTS_AT_FIRST)
  return columns
    .filter((column) => (column.id.startsWith('fact:') ? facts.includes(column) : !HIDDEN_AT_FIRST.has(column.id) && (column.id !== 'assignee' || view === 'all')))
    .map(({ id }) => id)
}

function TaskCell({ row }: { row: InboxRow }) {
  const name = useNames()
  const t = useTexts(inboxTexts)
  return (
    <div className="task-cell">
      <Link to={`/tasks/${row.task_id}`} className="task-link">
        {name(row)}
      </Link>
      {is<Delegation>(row.delegation, 'pending') ? <Tag tone="brand">{t.delegated}</Tag> : null}
      <div className="task-case">
        <span className="mono">{row.instance_number}</span>
        <span className="task-title">{row.title}</span>
      </div>
    </div>
  )
}
