import type { Locale } from '@/i18n/locale.ts'
import { FORM_ZH } from '../translations/form.zh.ts'

export type Translate = (template: string, replacements?: Record<string, string | number>) => string

/** The form viewer's `translate` service in one language. */
export function translator(locale: Locale): Translate {
  return (template, replacements = {}) => {
    const words = locale === 'zh' ? (FORM_ZH[template] ?? template) : template
    return words.replace(/{([^}]+)}/g, (_, key: string) => String(replacements[key] ?? `{${key}}`))
  }
}
