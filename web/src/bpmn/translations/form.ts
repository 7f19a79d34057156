import type { Locale } from '@/i18n/locale.ts'
import { FORM_ZH } from './form.zh.ts'

/** What the form viewer says, by its own English sentences. */
export const FORM_WORDS: Record<Locale, Readonly<Record<string, string>>> = { en: {}, zh: FORM_ZH }
