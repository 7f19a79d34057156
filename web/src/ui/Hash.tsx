import { Tooltip } from 'antd'
import { useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useMessage } from '@/ui/feedback.ts'
import { uiTexts } from './texts.ts'
import { shortHash } from './values.ts'
import './tag.css'

/** The beginning of an evidence hash; a click copies the whole. */
export function Hash({ hash }: { hash: string }) {
  const t = useTexts(uiTexts)
  const { labelled, comma } = useTexts(languageTexts)
  const message = useMessage()
  const copy = async () => {
    await navigator.clipboard.writeText(hash)
    void message.success(t.copied)
  }
  return (
    <Tooltip title={labelled(t.hash, hash)}>
      <button type="button" className="hash mono" aria-label={`${t.hash} ${shortHash(hash)}${comma}${t.copy}`} onClick={() => void copy()}>
        {shortHash(hash)}
      </button>
    </Tooltip>
  )
}
