import { CheckOutlined, ExclamationOutlined } from '@ant-design/icons'
import type { RuleOutline } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { isAny } from './cells.ts'
import { decisionTexts } from './texts.ts'
import type { View } from './view.ts'

interface RuleProperties {
  view: View
  rule: RuleOutline
  matched: boolean
  unasked: boolean
  doubtful: boolean
}

export function Rule({ view: { table, words, written, remarks }, rule, matched, unasked, doubtful }: RuleProperties) {
  const t = useTexts(decisionTexts)
  const state = matched ? 'dt-matched' : unasked ? 'dt-unasked' : undefined
  return (
    <tr className={state} data-rule={rule.index}>
      <th scope="row">
        {rule.index}
        {matched ? <CheckOutlined aria-label={t.matched} /> : null}
        {doubtful ? <ExclamationOutlined className="dt-doubt" aria-label={t.doubtful} title={t.doubtful} /> : null}
      </th>
      {rule.inputs.map((cell, place) => (
        <td key={place} className={matched && !isAny(cell) ? 'dt-decided' : undefined}>
          <Cell cell={cell} text={written ? '' : words.cell(table.inputs[place]?.expression ?? '', cell)} any={isAny(cell)} />
        </td>
      ))}
      {rule.outputs.map((cell, place) => (
        <td key={place} className={place === 0 ? 'dt-output dt-first' : 'dt-output'}>
          <Cell cell={cell} text={written ? '' : words.cell(table.outputs[place]?.name ?? '', cell)} />
        </td>
      ))}
      {remarks.map((says, place) =>
        says ? (
          <td key={place} className="dt-remark dt-first">
            <span>{rule.annotations[place]}</span>
          </td>
        ) : null,
      )}
    </tr>
  )
}

function Cell({ cell, text, any = false }: { cell: string; text: string; any?: boolean }) {
  const t = useTexts(decisionTexts)
  if (any) {
    return (
      <span className="quiet" title={t.anything}>
        –
      </span>
    )
  }
  return text ? <span title={cell}>{text}</span> : <code>{cell}</code>
}

/** What the outputs are when no rule matches, where the table says so. */
export function Otherwise({ view: { table, words, written, remarks }, taken }: { view: View; taken: boolean }) {
  const t = useTexts(decisionTexts)
  if (!table.outputs.some((output) => output.default)) return null
  return (
    <tbody>
      <tr className={taken ? 'dt-otherwise dt-matched' : 'dt-otherwise'}>
        <th scope="row">{taken ? <CheckOutlined aria-label={t.matched} /> : null}</th>
        {table.inputs.length > 0 ? <td colSpan={table.inputs.length}>{t.otherwise}</td> : null}
        {table.outputs.map((output, place) => (
          <td key={place} className={place === 0 ? 'dt-output dt-first' : 'dt-output'}>
            <Cell cell={output.default} text={written ? '' : words.cell(output.name, output.default)} any={!output.default} />
          </td>
        ))}
        {remarks.map((says, place) => (says ? <td key={place} className="dt-remark dt-first" /> : null))}
      </tr>
    </tbody>
  )
}
