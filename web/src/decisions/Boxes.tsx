import type { BoxLine, DecisionHint, TableOutline } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { DecisionTable } from './DecisionTable.tsx'
import { decisionTexts } from './texts.ts'
import type { Words } from './words.ts'
import './boxes.css'

interface Properties {
  name: string
  body: readonly BoxLine[]
  words: Words
  /** What somebody should look at: the rules concerned are marked. */
  hints?: readonly DecisionHint[]
}

/** A boxed expression as it is written: an expression alone, or boxes inside each other. */
export function Boxes({ name, body, words, hints = [] }: Properties) {
  const t = useTexts(decisionTexts)
  const [outermost] = body
  if (!outermost) return <p className="quiet">{t.noLogic}</p>
  if (outermost.table) return <DecisionTable name={name} table={outermost.table} words={words} doubtful={doubtfulIn(outermost.table, hints)} />
  return (
    <ul className="boxes">
      {body.map((line, place) => (
        // Boxes have no ids of their own, and their order never changes.
        <li key={place} style={{ marginLeft: `${line.depth * 18}px` }}>
          {line.label ? <span className="box-label">{t.parts[line.label] ?? line.label}</span> : null}
          {line.kind === 'literalExpression' ? null : <span className="quiet">{t.boxes[line.kind] ?? line.kind}</span>}
          {line.text ? <code>{line.text}</code> : null}
          {line.table ? <DecisionTable name={`${name} ${line.label}`} table={line.table} words={words} doubtful={doubtfulIn(line.table, hints)} /> : null}
        </li>
      ))}
    </ul>
  )
}

/** The rules of the table that hints are about. */
function doubtfulIn(table: TableOutline, hints: readonly DecisionHint[]): ReadonlySet<number> {
  const places = new Set([table.id, ...table.rules.map(({ id }) => id)])
  return new Set(hints.filter(({ where }) => places.has(where)).flatMap(({ rules }) => rules))
}
