import { Tooltip } from 'antd'
import { useTexts } from '@/i18n/context.ts'
import { useMessage } from '@/ui/feedback.ts'
import { uiTexts } from './texts.ts'
import { shortHash } from './values.ts'
import './tag.css'

/** The beginning of an evidence hash; a click copies the whole. */
export function Hash({ hash }: { hash: string }) {
  const t = useTexts(uiTexts)
  const message = useMessage()
  const copy = async () => {
    await navigator.clipboard.writeText(hash)
    void message.success(t.copied)
  }
  return (
    <Tooltip title={`${t.hash}: ${hash}`}>
      <button type="button" className="hash mono" aria-label={`${t.hash} ${shortHash(hash)}, ${t.copy}`} onClick={() => void copy()}>
        {shortHash(hash)}
      </button>
    </Tooltip>
  )
}
