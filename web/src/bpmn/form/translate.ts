import type { Locale } from '@/i18n/locale.ts'
import { FORM_WORDS } from '../translations/form.ts'

export type Translate = (template: string, replacements?: Record<string, string | number>) => string

/** The form viewer's `translate` service in one language. */
export function translator(locale: Locale): Translate {
  return (template, replacements = {}) => {
    const words = FORM_WORDS[locale][template] ?? template
    return words.replace(/{([^}]+)}/g, (_, key: string) => String(replacements[key] ?? `{${key}}`))
  }
}
