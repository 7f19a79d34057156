import { Button } from 'antd'
import type { DecisionSheet, TriedDecision } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { askedFor } from '@/decisions/cells.ts'
import { Shown } from '@/decisions/Shown.tsx'
import { labelsOf, matchedOf, variableOf } from '@/decisions/steps.ts'
import { decisionTexts } from '@/decisions/texts.ts'
import type { Words } from '@/decisions/words.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { InputField } from './InputField.tsx'
import { keyOf, type Typed } from './inputs.ts'
import { definitionsTexts } from './texts.ts'

interface Properties {
  sheet: DecisionSheet
  words: Words
  typed: Typed
  tried: TriedDecision | undefined
  error: unknown
  busy: boolean
  onType: (typed: Typed) => void
  onTry: () => void
  onClear: () => void
}

/** Made-up inputs for a decision, and what it gives for them. */
export function TryIt({ sheet, words, typed, tried, error, busy, onType, onTry, onClear }: Properties) {
  const t = useTexts(definitionsTexts)
  const columns = sheet.logic.body.flatMap(({ table }) => (table ? table.inputs.map(({ expression }, place) => ({ expression, cells: table.rules.map((rule) => rule.inputs[place] ?? '') })) : []))
  const askedOf = (variable: string) => askedFor(columns.filter(({ expression }) => expression === variable).flatMap(({ cells }) => cells))
  return (
    <form
      className="try"
      onSubmit={(event) => {
        event.preventDefault()
        onTry()
      }}
    >
      <div className="try-fields">
        {sheet.inputs.map((input) => (
          <InputField
            key={keyOf(input)}
            input={input}
            words={words}
            asked={askedOf(keyOf(input))}
            text={typed[keyOf(input)] ?? ''}
            onType={(text) => onType({ ...typed, [keyOf(input)]: text })}
          />
        ))}
        <span className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t.tryNow}
          </Button>
          {tried ? <Button onClick={onClear}>{t.clearTry}</Button> : null}
        </span>
      </div>
      {error ? <ProblemNotice error={error} /> : null}
      {tried ? <Outcome tried={tried} words={words} /> : null}
    </form>
  )
}

function Outcome({ tried, words }: { tried: TriedDecision; words: Words }) {
  const t = useTexts(decisionTexts)
  const last = tried.trace.at(-1)
  if (!last) return null
  return (
    <p className="try-outcome" role="status">
      <span className="quiet">{t.result}</span>
      <strong>
        <Shown variable={variableOf(last)} value={tried.value} words={words} labels={labelsOf(last)} />
      </strong>
      <span className="quiet">{matchedOf(last, t)}</span>
    </p>
  )
}
