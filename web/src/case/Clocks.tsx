import type { ClockState } from '@/api/codes.ts'
import type { Clock } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { workingTime } from '@/i18n/times.ts'
import { Tag, type Tone } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { clockFigures } from './clockFigures.ts'
import { ClockSegments } from './ClockSegments.tsx'
import { caseTexts } from './texts.ts'
import './clocks.css'

const TONES: Record<ClockState, Tone> & Record<string, Tone> = { running: 'brand', paused: 'warn', met: 'good', missed: 'bad', cancelled: 'plain' }

interface Properties {
  clocks: readonly Clock[]
  explained?: boolean
  elementName?: (elementId: string) => string
}

/** The clocks of a case in working time; with `explained`, second by second why. */
export function Clocks({ clocks, explained = false, elementName = (id) => id }: Properties) {
  const t = useTexts(caseTexts)
  if (clocks.length === 0) return <p className="quiet">{t.noClocks}</p>
  return (
    <ul className="clocks">
      {clocks.map((clock) => (
        <li key={clock.name} data-clock={clock.name}>
          <ClockSummary clock={clock} />
          {explained ? <ClockSegments clock={clock} elementName={elementName} /> : null}
        </li>
      ))}
    </ul>
  )
}

function ClockSummary({ clock }: { clock: Clock }) {
  const t = useTexts(caseTexts)
  const name = useNames()
  const { locale } = useLanguage()
  const { share, over, open, tellsRest } = clockFigures(clock)
  return (
    <div className="clock">
      <div className="row spread">
        <strong>{name(clock)}</strong>
        <Tag tone={TONES[clock.state]}>{t.clockStates[clock.state]}</Tag>
      </div>
      <meter
        className={over ? 'clock-meter clock-over' : 'clock-meter'}
        min={0}
        max={1}
        value={share}
        aria-label={`${t.used} ${workingTime(clock.elapsed_seconds, locale)} / ${workingTime(clock.target_seconds, locale)}`}
      />
      <div className="clock-words numbers">
        <span>
          {t.used} {workingTime(clock.elapsed_seconds, locale)} / {workingTime(clock.target_seconds, locale)}
        </span>
        {tellsRest ? (
          <span className={over ? 'clock-late' : undefined}>
            {over ? t.over : t.left} {workingTime(clock.remaining_seconds, locale)}
          </span>
        ) : null}
      </div>
      {clock.due_at && open ? (
        <div className="quiet">
          {t.due} <Time at={clock.due_at} />
        </div>
      ) : null}
    </div>
  )
}
