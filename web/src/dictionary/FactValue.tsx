import { Tag, type Tone } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { useDictionary, type FactKind } from './dictionary.ts'

const PRIORITIES: Record<string, Tone> = { P1: 'bad', P2: 'warn', P3: 'brand', P4: 'plain' }

/** A business fact as people read it. */
export function FactValue({ fact, value }: { fact: FactKind; value: unknown }) {
  const { factText } = useDictionary()
  const text = factText(fact, value)
  if (!text) return <span className="quiet">—</span>
  if (fact.kind === 'date' && typeof value === 'string') return <Time at={value} />
  const tone = typeof value === 'string' ? PRIORITIES[value] : undefined
  return tone ? <Tag tone={tone}>{text}</Tag> : <>{text}</>
}
