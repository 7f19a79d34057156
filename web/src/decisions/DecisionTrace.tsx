import type { DecisionSheet, TracedTable, TraceStep } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { Facts } from '@/ui/Facts.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { plainValue } from '@/ui/values.ts'
import { Boxes } from './Boxes.tsx'
import { DecisionTable } from './DecisionTable.tsx'
import { Problems } from './Problems.tsx'
import { Shown } from './Shown.tsx'
import { labelsOf, matchedOf, variableOf } from './steps.ts'
import { decisionTexts } from './texts.ts'
import type { Words } from './words.ts'
import './trace.css'

interface Properties {
  trace: readonly TraceStep[]
  /** The decisions of the version that ran, where the reader may see them. */
  sheets: readonly DecisionSheet[] | undefined
  words: Words
  /** Whose values these are. */
  name: string
}

/** How a decision came about: what it needed, in the order in which it was worked out, and then the decision itself. */
export function DecisionTrace({ trace, sheets, words, name }: Properties) {
  const t = useTexts(decisionTexts)
  const before = trace.slice(0, -1)
  const last = trace.at(-1)
  if (!last) return null
  const sheetOf = (step: TraceStep) => sheets?.find(({ logic }) => logic.id === step.id)
  return (
    <div className="stack">
      <Step step={last} sheet={sheetOf(last)} words={words} name={name} />
      {before.length > 0 ? (
        <section className="trace" aria-label={t.steps}>
          <h3>{t.steps}</h3>
          <ol>
            {before.map((step, place) => (
              // The same knowledge model may be called twice with the same values.
              <li key={place}>{step.kind === 'omitted' ? <p className="quiet">{t.omitted(plainValue(step.value))}</p> : <Before step={step} sheet={sheetOf(step)} words={words} name={name} />}</li>
            ))}
          </ol>
        </section>
      ) : null}
    </div>
  )
}

interface StepProperties {
  step: TraceStep
  sheet: DecisionSheet | undefined
  words: Words
  name: string
}

function Before({ step, sheet, words, name }: StepProperties) {
  const t = useTexts(decisionTexts)
  return (
    <details open={step.problems.length > 0}>
      <summary>
        <strong>{step.label || step.name}</strong>
        {step.kind === 'decision' ? null : <Tag>{t.kinds[step.kind] ?? step.kind}</Tag>}
        <span className="trace-value">
          <Shown variable={variableOf(step)} value={step.value} words={words} labels={labelsOf(step)} />
        </span>
        <span className="quiet">{matchedOf(step, t)}</span>
      </summary>
      <Step step={step} sheet={sheet} words={words} name={name} />
    </details>
  )
}

/** One step with its tables, or its expression, the values that went in and what came out. */
function Step({ step, sheet, words, name }: StepProperties) {
  const t = useTexts(decisionTexts)
  const tables = new Map(sheet?.logic.body.flatMap(({ table }) => (table ? [[table.id, table]] : [])))
  const title = step.label || step.name
  return (
    <div className="stack trace-step">
      {step.tables.map((traced, place) => {
        const table = tables.get(traced.id)
        return table ? (
          <DecisionTable key={place} name={title} table={table} words={words} traced={traced} tracedName={name} />
        ) : (
          <Told key={place} traced={traced} words={words} />
        )
      })}
      {step.tables.length > 0 && !sheet ? <p className="quiet">{t.tableUnseen}</p> : null}
      {step.tables.length === 0 && sheet ? <Boxes name={title} body={sheet.logic.body} words={words} /> : null}
      {step.tables.length === 0 || step.logic !== 'decisionTable' ? (
        <Facts
          across
          facts={[
            ...step.inputs.map((each) => ({
              key: each.name,
              name: each.label || words.name(each.name) || each.name,
              value: <Shown variable={each.name} value={each.value} words={words} />,
            })),
            { key: '=', name: t.result, value: <Shown variable={variableOf(step)} value={step.value} words={words} labels={labelsOf(step)} /> },
          ]}
        />
      ) : null}
      <Problems problems={step.problems} />
    </div>
  )
}

/** What is known of a table without the table: the values that it looked at, the rules that matched, what they gave. */
function Told({ traced, words }: { traced: TracedTable; words: Words }) {
  const t = useTexts(decisionTexts)
  const inputs = traced.inputs.map((each) => ({
    key: `in ${each.expression}`,
    name: each.label || words.name(each.expression) || each.expression,
    value: <Shown variable={each.expression} value={each.value} words={words} />,
  }))
  const outputs = traced.rules.flatMap((rule) =>
    Object.entries(rule.outputs).map(([name, value]) => ({
      key: `${rule.index} ${name}`,
      name: `${t.rule} ${rule.index} · ${traced.outputs.find((each) => each.name === name)?.label || words.name(name) || name}`,
      value: <Shown variable={name} value={value} words={words} />,
    })),
  )
  return <Facts across facts={[...inputs, ...outputs]} />
}
