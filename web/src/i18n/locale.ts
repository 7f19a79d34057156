/** The two languages of the product, and what a text in both looks like. */
export type Locale = 'zh' | 'en'

export const LOCALES: readonly { id: Locale; name: string }[] = [
  { id: 'zh', name: '中文' },
  { id: 'en', name: 'English' },
]

/** Texts of one screen. Both languages have the same shape, so a missing translation does not compile. */
export interface Texts<T> {
  en: T
  zh: NoInfer<T>
}

export function defineTexts<T>(texts: Texts<T>): Texts<T> {
  return texts
}

/** One text in each language. */
export function inEach<T>(texts: Texts<T>, pick: (texts: T) => string): Record<Locale, string> {
  return Object.fromEntries(LOCALES.map(({ id }) => [id, pick(texts[id])])) as Record<Locale, string>
}

/** Names by a code that the server may extend: each known one has a name, any other is shown as it is. */
export function words<Known extends string = never>(list: Record<Known, string> & Record<string, string>): Record<string, string> {
  return list
}

const KEY = 'zhidu.locale'

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some(({ id }) => id === value)
}

export function rememberedLocale(): Locale {
  try {
    const kept = localStorage.getItem(KEY)
    if (isLocale(kept)) return kept
  } catch {
    // a browser that forbids storage still gets a language
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(KEY, locale)
  } catch {
    // kept on the server anyway
  }
}
