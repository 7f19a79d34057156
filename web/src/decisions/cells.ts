import type { Locale } from '@/i18n/locale.ts'
import { languageTexts } from '@/i18n/texts.ts'

export type Literal = string | number | boolean

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)\s*(,|$)/y

/** The values of a cell that lists nothing but texts, numbers and truth values; null for any other test. */
export function literalsOf(cell: string): Literal[] | null {
  const found: Literal[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < cell.length) {
    const [, literal, comma] = TOKEN.exec(cell) ?? []
    if (literal === undefined || (comma === ',' && TOKEN.lastIndex === cell.length)) return null
    try {
      found.push(JSON.parse(literal) as Literal)
    } catch {
      return null // an escape that FEEL has and JSON has not
    }
  }
  return found.length > 0 ? found : null
}

/** Whether a cell lets everything pass. */
export function isAny(cell: string): boolean {
  return cell === '' || cell === '-'
}

const DURATION = /^-?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** "PT1H30M" as "1 h 30 min"; "" for what is no duration of ISO 8601. */
export function durationWords(text: string, locale: Locale): string {
  const parts = DURATION.exec(text)?.slice(1)
  if (!parts) return ''
  const words = parts.flatMap((count: string | undefined, place) => (count && Number(count) !== 0 ? [`${count}${languageTexts[locale].durations[place] ?? ''}`] : []))
  return (text.startsWith('-') ? '−' : '') + words.join(' ')
}

/** The texts that the cells of a column ask for: what one may want to try there. */
export function askedFor(cells: readonly string[]): string[] {
  const texts = cells.flatMap((cell) => literalsOf(cell) ?? []).filter((literal) => typeof literal === 'string')
  return [...new Set(texts)]
}
