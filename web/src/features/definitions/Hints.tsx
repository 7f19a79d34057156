import type { DecisionHint, InputOutline } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { Notice } from '@/ui/Notice.tsx'
import { typedFrom, type Typed } from './inputs.ts'
import { definitionsTexts } from './texts.ts'

interface Properties {
  hints: readonly DecisionHint[]
  inputs?: readonly InputOutline[]
  /** Try the example of a hint. */
  onExample?: (typed: Typed) => void
}

/** What a person should look at in a decision, with an example that shows it. */
export function Hints({ hints, inputs = [], onExample }: Properties) {
  const t = useTexts(definitionsTexts)
  const { locale } = useLanguage()
  if (hints.length === 0) return null
  return (
    <Notice
      tone={hints.some(({ fault }) => fault) ? 'bad' : 'warn'}
      title={t.lookAt(hints.length)}
      text={
        <ul className="hints">
          {hints.map((hint) => {
            const example = onExample ? typedFrom(hint.example, inputs) : null
            return (
              <li key={`${hint.where} ${hint.en}`} data-code={hint.code}>
                {hint[locale]}{' '}
                {example && onExample ? (
                  <button type="button" className="dt-link" onClick={() => onExample(example)}>
                    {t.tryExample}
                  </button>
                ) : null}
              </li>
            )
          })}
        </ul>
      }
    />
  )
}
