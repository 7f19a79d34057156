import { Fragment } from 'react'
import type { SegmentState } from '@/api/codes.ts'
import type { Clock } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { workingTime } from '@/i18n/times.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { Time } from '@/ui/Time.tsx'
import { caseTexts } from './texts.ts'

/** A stretch in which the clock ran or rested, with the business hours that were counted in it. */
interface Segment {
  from: string
  to: string | null
  state: SegmentState
  element: string | null
  working_seconds: number
  periods?: { from: string; to: string; seconds: number }[]
}

interface Properties {
  clock: Clock
  elementName: (elementId: string) => string
}

/** The account of a clock, to be added up by hand: each stretch, why it rested, and each business period that counted. */
export function ClockSegments({ clock, elementName }: Properties) {
  const t = useTexts(caseTexts)
  const { labelled, aside } = useTexts(languageTexts)
  const name = useNames()
  const { locale } = useLanguage()
  const segments = clock.segments as unknown as Segment[]
  return (
    <div className="segments">
      <table>
        <caption>
          {t.segments} · {labelled(t.calendar, name(clock.calendar))}
          {aside(clock.time_zone)}
        </caption>
        <thead>
          <tr>
            {[t.from, t.to, t.state, t.why].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col" className="right">
              {t.workingTime}
            </th>
          </tr>
        </thead>
        <tbody>
          {segments.map((segment) => (
            <Fragment key={`${segment.from} ${segment.state}`}>
              <tr className={segment.state === 'running' ? undefined : 'segment-rest'}>
                <td>
                  <Time at={segment.from} seconds />
                </td>
                <td>{segment.to ? <Time at={segment.to} seconds /> : t.now}</td>
                <td>{t.clockStates[segment.state] ?? segment.state}</td>
                <td>{segment.element ? elementName(segment.element) : '—'}</td>
                <td className="right numbers">{segment.state === 'running' ? workingTime(segment.working_seconds, locale) : t.notCounted}</td>
              </tr>
              <Periods segment={segment} />
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t.used}
            </th>
            <td className="right numbers">{workingTime(clock.elapsed_seconds, locale)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Periods({ segment }: { segment: Segment }) {
  const t = useTexts(caseTexts)
  const { locale } = useLanguage()
  const periods = segment.state === 'running' ? (segment.periods ?? []) : []
  if (periods.length < 2) return null
  return (
    <tr>
      <td colSpan={5}>
        <details>
          <summary>{t.periods(periods.length)}</summary>
          <ul className="periods numbers">
            {periods.map((period) => (
              <li key={period.from}>
                <Time at={period.from} seconds /> – <Time at={period.to} seconds />
                <span>{workingTime(period.seconds, locale)}</span>
              </li>
            ))}
          </ul>
        </details>
      </td>
    </tr>
  )
}
