import { createContext, useContext } from 'react'
import type { Locale, Texts } from './locale.ts'

export interface Language {
  locale: Locale
  setLocale: (locale: Locale) => void
  timeZone: string
}

export const LanguageContext = createContext<Language>({
  locale: 'zh',
  setLocale: () => undefined,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

export function useLanguage(): Language {
  return useContext(LanguageContext)
}

/** The texts of a screen in the person's language. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage().locale]
}

/** Anything that the server names in both languages. */
export interface Named {
  name_zh?: string | null | undefined
  name_en?: string | null | undefined
}

type NameOf = (thing: Named | null | undefined, fallback?: string) => string

const NAME_OF: Record<Locale, NameOf> = {
  zh: (thing, fallback = '') => thing?.name_zh || thing?.name_en || fallback,
  en: (thing, fallback = '') => thing?.name_en || thing?.name_zh || fallback,
}

/** The name of a thing in the person's language; in the other one where its author gave no other. */
export function useNames(): NameOf {
  return NAME_OF[useLanguage().locale]
}
