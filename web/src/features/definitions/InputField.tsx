import { useId } from 'react'
import type { InputOutline } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import type { Words } from '@/decisions/words.ts'
import { Choice } from '@/ui/Choice.tsx'
import { plainValue } from '@/ui/values.ts'
import { controlOf, keyOf, type Control } from './inputs.ts'
import { definitionsTexts } from './texts.ts'

interface Properties {
  input: InputOutline
  text: string
  words: Words
  /** Texts that the tables ask for here. */
  asked: readonly string[]
  onType: (text: string) => void
}

const TYPES: Partial<Record<Control, string>> = { number: 'number', date: 'date', time: 'time', moment: 'datetime-local' }
const DURATIONS: Record<string, string> = { 'days and time duration': 'PT4H', 'years and months duration': 'P1Y6M' }

/** One value to try with, entered in the way that its kind asks for. */
export function InputField({ input, text, words, asked, onType }: Properties) {
  const t = useTexts(definitionsTexts)
  const id = useId()
  const control = controlOf(input)
  const variable = keyOf(input)
  const label = [input.label || words.name(input.name) || input.name, ...input.path].join(' · ')
  const value = (each: unknown) => ({ value: plainValue(each), label: words.value(variable, each) || plainValue(each) })
  if (control === 'choice' || control === 'boolean') {
    const values = control === 'choice' ? input.choices : [true, false]
    return (
      <div className="try-field">
        <span>{label}</span>
        <Choice label={label} any={t.leftEmpty} value={text || undefined} options={values.map(value)} onChange={(chosen) => onType(chosen ?? '')} />
      </div>
    )
  }
  return (
    <label className="try-field">
      <span>{label}</span>
      <input
        type={TYPES[control] ?? 'text'}
        {...(control === 'number' ? { step: 'any' } : {})}
        list={asked.length > 0 ? id : undefined}
        placeholder={DURATIONS[input.type] ?? (control === 'json' ? t.asJson : '')}
        title={input.allowed || undefined}
        value={text}
        onChange={(event) => onType(event.target.value)}
      />
      {asked.length > 0 ? (
        <datalist id={id}>
          {asked.map((each) => (
            <option key={each} value={each}>
              {words.value(variable, each)}
            </option>
          ))}
        </datalist>
      ) : null}
    </label>
  )
}
