import type { TableOutline, TracedTable } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { letterOf } from './policy.ts'
import { Shown } from './Shown.tsx'
import { decisionTexts } from './texts.ts'
import type { View } from './view.ts'
import type { Words } from './words.ts'

interface Properties {
  view: View
  policy: string
  traced: TracedTable | undefined
  tracedName: string
}

/** The hit policy, the columns, and the values of an evaluation: all that must stay in sight while the rules scroll. */
export function Head({ view, policy, traced, tracedName }: Properties) {
  const t = useTexts(decisionTexts)
  const { table, words, remarks } = view
  return (
    <thead>
      <tr className="dt-groups">
        <th scope="col" className="dt-corner" rowSpan={2} title={t.policies[policy]}>
          {letterOf(policy)}
        </th>
        {table.inputs.length > 0 ? (
          <th scope="colgroup" colSpan={table.inputs.length}>
            {t.when}
          </th>
        ) : null}
        <th scope="colgroup" colSpan={table.outputs.length} className="dt-output dt-first">
          {t.then}
        </th>
        {remarks.includes(true) ? (
          <th scope="colgroup" colSpan={remarks.filter(Boolean).length} className="dt-remark dt-first">
            {t.remarks}
          </th>
        ) : null}
      </tr>
      <tr className="dt-columns">
        {table.inputs.map((column, place) => (
          <th key={place} scope="col">
            <span>{column.label || words.name(column.expression) || column.expression}</span>
            {column.label || words.name(column.expression) ? <code>{column.expression}</code> : null}
            <Allowed tests={column.allowed} />
          </th>
        ))}
        {table.outputs.map((column, place) => (
          <th key={place} scope="col" className={place === 0 ? 'dt-output dt-first' : 'dt-output'}>
            <span>{column.label || words.name(column.name) || column.name || t.result}</span>
            {column.label && column.name ? <code>{column.name}</code> : null}
            <Allowed tests={column.allowed} />
          </th>
        ))}
        {table.annotations.map((name, place) =>
          remarks[place] ? (
            <th key={place} scope="col" className="dt-remark dt-first">
              <span>{name}</span>
            </th>
          ) : null,
        )}
      </tr>
      {traced ? <Values view={view} traced={traced} name={tracedName} /> : null}
    </thead>
  )
}

function Allowed({ tests }: { tests: string }) {
  const t = useTexts(decisionTexts)
  return tests ? (
    <small title={tests}>
      {t.allowed} {tests}
    </small>
  ) : null
}

interface ValuesProperties {
  view: View
  traced: TracedTable
  /** Whose values they are. */
  name: string
}

/** What went in and what came out, in a row below the headings. */
function Values({ view: { table, words, remarks }, traced, name }: ValuesProperties) {
  return (
    <tr className="dt-values">
      <th scope="row" title={name}>
        <span className="visually-hidden">{name}</span>
        <span aria-hidden>▸</span>
      </th>
      {table.inputs.map(({ expression }, place) => (
        <td key={place}>
          <Shown variable={expression} value={traced.inputs[place]?.value} words={words} />
        </td>
      ))}
      <Results table={table} value={traced.value} words={words} />
      {remarks.map((says, place) => (says ? <td key={place} className="dt-remark dt-first" /> : null))}
    </tr>
  )
}

/** Below each output its value, where the rules that matched make one context; else the whole below all of them. */
function Results({ table: { outputs }, value, words }: { table: TableOutline; value: unknown; words: Words }) {
  if (outputs.length > 1 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const values = new Map<string, unknown>(Object.entries(value))
    return outputs.map((output, place) => (
      <td key={place} className={place === 0 ? 'dt-output dt-first' : 'dt-output'}>
        <Shown variable={output.name} value={values.get(output.name)} words={words} />
      </td>
    ))
  }
  return (
    <td colSpan={outputs.length} className="dt-output dt-first">
      <Shown variable={outputs[0]?.name ?? ''} value={value} words={words} labels={new Map(outputs.map(({ name, label }) => [name, label]))} />
    </td>
  )
}
