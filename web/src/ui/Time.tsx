import { Tooltip } from 'antd'
import { useLanguage } from '@/i18n/context.ts'
import { dateTime, exact, relative } from '@/i18n/times.ts'
import { useNow } from './useNow.ts'

interface Properties {
  at: string | null | undefined
  /** What stands on the page; the other one is in the tooltip. */
  show?: 'relative' | 'absolute'
  seconds?: boolean
}

/** A moment in the person's zone. */
export function Time({ at, show = 'absolute', seconds = false }: Properties) {
  const zone = useLanguage()
  const now = useNow()
  if (!at) return <span className="quiet">—</span>
  const near = relative(at, now, zone)
  return (
    <Tooltip title={show === 'relative' ? exact(at, zone) : `${near} · ${exact(at, zone)}`}>
      <time dateTime={at} className="nowrap numbers">
        {show === 'relative' ? near : dateTime(at, zone, seconds)}
      </time>
    </Tooltip>
  )
}
