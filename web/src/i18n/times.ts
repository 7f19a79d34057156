import type { Locale } from './locale.ts'
import { languageTexts } from './texts.ts'

export interface Zone {
  locale: Locale
  timeZone: string
}

const LANGUAGE_TAG: Record<Locale, string> = { zh: 'zh-CN', en: 'en-GB' }
const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: Zone, kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone.locale} ${zone.timeZone} ${kind}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(LANGUAGE_TAG[zone.locale], { ...options, timeZone: zone.timeZone })
  formats.set(key, made)
  return made
}

const DATE: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

/** Date and time of day in the person's zone, to the minute or to the second. */
export function dateTime(instant: string, zone: Zone, seconds = false): string {
  const options = seconds ? { ...DATE, ...TIME, second: '2-digit' as const } : { ...DATE, ...TIME }
  return format(zone, seconds ? 'second' : 'minute', options).format(new Date(instant))
}

export function date(instant: string, zone: Zone): string {
  return format(zone, 'date', DATE).format(new Date(instant))
}

/** With the name of the zone: for tooltips, where nothing may be left to guess. */
export function exact(instant: string, zone: Zone): string {
  return format(zone, 'exact', { ...DATE, ...TIME, second: '2-digit', timeZoneName: 'short' }).format(new Date(instant))
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 hours ago", "in 2 days"; beyond a month the date itself. */
export function relative(instant: string, now: number, zone: Zone): string {
  const seconds = (Date.parse(instant) - now) / 1000
  if (Math.abs(seconds) > 30 * 86_400) return date(instant, zone)
  const words = new Intl.RelativeTimeFormat(LANGUAGE_TAG[zone.locale], { numeric: 'auto' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit)
  }
  return words.format(0, 'second')
}

/** A length of working time in seconds: "6 h 05 m" style. Days are left out, since a working day is not 24 hours. */
export function workingTime(seconds: number, locale: Locale): string {
  const unit = languageTexts[locale].units
  const total = Math.abs(Math.round(seconds))
  if (total < 60) return `${total}${unit.second}`
  const minutes = Math.floor(total / 60)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${rest}${unit.minute}`
  return rest === 0 ? `${hours}${unit.hour}` : `${hours}${unit.hour} ${rest}${unit.minute}`
}
