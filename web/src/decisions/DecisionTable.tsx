import { useEffect, useRef, useState } from 'react'
import type { TableOutline, TracedTable } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { letterOf, policyOf } from './policy.ts'
import { Head } from './TableHead.tsx'
import { Otherwise, Rule } from './TableRules.tsx'
import { decisionTexts } from './texts.ts'
import type { View } from './view.ts'
import type { Words } from './words.ts'
import './decisionTable.css'

interface Properties {
  /** What the table is called, for those who cannot see where it stands. */
  name: string
  table: TableOutline
  words: Words
  /** One evaluation: its values and the rules that matched. */
  traced?: TracedTable | undefined
  /** Whose values those are. */
  tracedName?: string
  /** Rules that somebody should look at. */
  doubtful?: ReadonlySet<number>
}

const LONG = 20

/** A decision table as DMN draws it; with an evaluation, its values and the rules that matched. */
export function DecisionTable({ name, table, words, traced, tracedName = '', doubtful = new Set() }: Properties) {
  const t = useTexts(decisionTexts)
  const [all, setAll] = useState(false)
  const [written, setWritten] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = box.current?.querySelector<HTMLElement>('.dt-matched')
    // Within the box only: the page stays where the reader has it.
    if (box.current && row) box.current.scrollTop = row.offsetTop - box.current.clientHeight / 2
  }, [traced, all])
  const matched = new Set(traced?.rules.map(({ index }) => index))
  const long = table.rules.length > LONG
  const few = matched.size > 0 ? table.rules.filter(({ index }) => matched.has(index)) : table.rules.slice(0, LONG)
  const policy = policyOf(table)
  // Where the first hit ends it, the rules below were never asked.
  const last = policy === 'FIRST' && traced && matched.size > 0 ? Math.max(...matched) : Infinity
  const remarks = table.annotations.map((_, place) => table.rules.some((rule) => rule.annotations[place]))
  const view: View = { table, words, written, remarks }
  return (
    <div className="dt">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached with the keyboard */}
      <div ref={box} className="dt-scroll" role="region" aria-label={name} tabIndex={0}>
        <table>
          <caption className="visually-hidden">{name}</caption>
          <Head view={view} policy={policy} traced={traced} tracedName={tracedName} />
          <tbody>
            {(all || !long ? table.rules : few).map((rule) => (
              <Rule key={rule.index} view={view} rule={rule} matched={matched.has(rule.index)} unasked={rule.index > last} doubtful={doubtful.has(rule.index)} />
            ))}
          </tbody>
          <Otherwise view={view} taken={traced !== undefined && matched.size === 0} />
        </table>
      </div>
      <div className="dt-foot">
        <span className="quiet">
          <b>{letterOf(policy)}</b> {t.policies[policy] ?? policy}
        </span>
        <span className="row">
          {long ? (
            <button type="button" className="dt-link" onClick={() => setAll(!all)}>
              {all ? t.showFew : t.showAll(table.rules.length)}
            </button>
          ) : null}
          {hasWords(view) ? (
            <label className="dt-written">
              <input type="checkbox" checked={written} onChange={(event) => setWritten(event.target.checked)} />
              {t.asWritten}
            </label>
          ) : null}
        </span>
      </div>
    </div>
  )
}

function hasWords({ table, words }: View): boolean {
  return table.rules.some(
    (rule) =>
      table.inputs.some(({ expression }, place) => words.cell(expression, rule.inputs[place] ?? '')) ||
      table.outputs.some(({ name }, place) => words.cell(name, rule.outputs[place] ?? '')),
  )
}
