import { useTexts } from '@/i18n/context.ts'
import { FactValue } from '@/dictionary/FactValue.tsx'
import { Time } from '@/ui/Time.tsx'
import { plainValue } from '@/ui/values.ts'
import { decisionTexts } from './texts.ts'
import type { Words } from './words.ts'
import './shown.css'

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

interface Properties {
  /** The variable, or the expression, whose value it is. */
  variable: string
  value: unknown
  words: Words
  /** What the entries of a value with several are called, in the order in which they are shown. */
  labels?: ReadonlyMap<string, string>
  /** How many entries there is room for. */
  most?: number
}

/** A value in words, with the raw one as the tooltip. */
export function Shown({ variable, value, words, labels, most = Infinity }: Properties) {
  const t = useTexts(decisionTexts)
  if (value === null || value === undefined) return <span className="quiet">{t.nothing}</span>
  if (Array.isArray(value)) return <Several entries={value.map((each: unknown, place) => [String(place + 1), variable, each])} words={words} most={most} />
  if (typeof value === 'object') return <Several entries={entriesOf(value, words, labels)} words={words} most={most} named />
  if (typeof value === 'string' && INSTANT.test(value)) return <Time at={value} />
  const text = words.value(variable, value)
  const kind = words.kindOf(variable)
  return <span title={text ? plainValue(value) : undefined}>{kind && text ? <FactValue fact={kind} value={value} /> : text || plainValue(value)}</span>
}

type Entry = [label: string, variable: string, value: unknown]

function entriesOf(value: object, words: Words, labels: ReadonlyMap<string, string> = new Map()): Entry[] {
  const order = [...labels.keys()]
  const placeOf = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  return Object.entries(value)
    .map(([name, each]): Entry => [labels.get(name) || words.name(name) || name, name, each])
    .sort(([, one], [, other]) => placeOf(one) - placeOf(other))
}

function Several({ entries, words, most, named = false }: { entries: Entry[]; words: Words; most: number; named?: boolean }) {
  const t = useTexts(decisionTexts)
  if (entries.length === 0) return <span className="quiet">{t.nothing}</span>
  return (
    <span className="shown-several">
      {entries.slice(0, most).map(([label, variable, value]) => (
        <span key={label}>
          {named ? <span className="quiet">{label} </span> : null}
          <Shown variable={variable} value={value} words={words} />
        </span>
      ))}
      {entries.length > most ? <span className="quiet">{t.andMore(entries.length - most)}</span> : null}
    </span>
  )
}
