import { useTexts } from '@/app/i18n/context.ts'
import { Tag, type Tone } from '@/ui/Tag.tsx'
import { caseTexts } from './texts.ts'

const TONES: Record<string, Tone> = { active: 'brand', suspended: 'warn', completed: 'good', cancelled: 'plain' }

export function StateTag({ state, endKind }: { state: string; endKind?: string | null }) {
  const t = useTexts(caseTexts)
  const tone = endKind === 'error' ? 'bad' : (TONES[state] ?? 'plain')
  return <Tag tone={tone}>{(endKind ? t.ends[endKind] : undefined) ?? t.states[state] ?? state}</Tag>
}
