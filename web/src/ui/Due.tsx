import { ClockCircleOutlined, ExclamationCircleFilled, FieldTimeOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { exact, workingTime } from '@/i18n/times.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { uiTexts } from './texts.ts'
import { useNow } from './useNow.ts'
import './due.css'

interface Properties {
  at: string | null | undefined
  /** Working time left, negative when over; null when the server knows no calendar. */
  workingSeconds: number | null
}

const SOON = 3600

function urgency(seconds: number): 'over' | 'soon' | 'calm' {
  if (seconds < 0) return 'over'
  return seconds < SOON ? 'soon' : 'calm'
}

const ICONS = { over: ExclamationCircleFilled, soon: FieldTimeOutlined, calm: ClockCircleOutlined }

/** How much working time is left. Colour, icon and words say the same. */
export function Due({ at, workingSeconds }: Properties) {
  const zone = useLanguage()
  const t = useTexts(uiTexts)
  const { labelled } = useTexts(languageTexts)
  const now = useNow()
  if (!at) return <span className="quiet">{t.none}</span>
  const seconds = workingSeconds ?? (Date.parse(at) - now) / 1000
  const degree = urgency(seconds)
  const Icon = ICONS[degree]
  const length = workingTime(seconds, zone.locale)
  return (
    <Tooltip title={`${labelled(t.due, exact(at, zone))} · ${t.workingTime}`}>
      <span className={`due due-${degree}`} data-urgency={degree}>
        <Icon aria-hidden />
        {seconds < 0 ? t.overdueBy(length) : t.dueIn(length)}
      </span>
    </Tooltip>
  )
}
