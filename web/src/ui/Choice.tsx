import './choice.css'

export interface Option {
  value: string
  label: string
}

interface Properties {
  label: string
  /** What stands there when nothing is chosen. */
  any?: string
  value: string | undefined
  options: readonly Option[]
  onChange: (value: string | undefined) => void
}

/** One of a short list: the browser's own control, so that phones and screen readers know it. */
export function Choice({ label, any, value, options, onChange }: Properties) {
  return (
    <select className={value ? 'choice choice-set' : 'choice'} aria-label={label} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
      {any === undefined ? null : <option value="">{any}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
