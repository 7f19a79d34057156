import { Button } from 'antd'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { dateTime } from '@/i18n/times.ts'
import { Notice } from '@/ui/Notice.tsx'
import { formTexts } from './texts.ts'
import type { DraftState } from './useDraft.ts'

export function RestoredNote({ at, onDiscard }: { at: string; onDiscard: () => void }) {
  const t = useTexts(formTexts)
  const zone = useLanguage()
  return (
    <Notice tone="info" title={t.restored(dateTime(at, zone))}>
      <Button size="small" onClick={onDiscard}>
        {t.discard}
      </Button>
    </Notice>
  )
}

export function DraftLine({ state }: { state: DraftState }) {
  const t = useTexts(formTexts)
  const zone = useLanguage()
  const words = { none: '', saving: t.saving, saved: '', offline: t.offline }[state.kind]
  return (
    <span className="draft-line" role="status" data-draft={state.kind}>
      {state.kind === 'saved' ? t.saved(dateTime(state.at, zone)) : words}
    </span>
  )
}
