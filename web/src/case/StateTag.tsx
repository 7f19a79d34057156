import type { CaseState } from '@/api/codes.ts'
import { useTexts } from '@/i18n/context.ts'
import { Tag, type Tone } from '@/ui/Tag.tsx'
import { caseTexts } from './texts.ts'

const TONES: Record<CaseState, Tone> & Record<string, Tone> = { running: 'brand', suspended: 'warn', completed: 'good', terminated: 'plain', error: 'bad', cancelled: 'plain' }

export function StateTag({ state }: { state: string }) {
  const t = useTexts(caseTexts)
  return <Tag tone={TONES[state] ?? 'plain'}>{t.states[state] ?? state}</Tag>
}
