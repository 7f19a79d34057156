import { useLanguage, useTexts } from '@/i18n/context.ts'
import { LOCALES } from '@/i18n/locale.ts'
import { uiTexts } from './texts.ts'

export function LanguageSwitch() {
  const t = useTexts(uiTexts)
  const { locale, setLocale } = useLanguage()
  return (
    <div className="language" role="group" aria-label={t.language}>
      {LOCALES.map(({ id, name }) => (
        <button key={id} type="button" lang={id} aria-pressed={id === locale} onClick={() => setLocale(id)}>
          {name}
        </button>
      ))}
    </div>
  )
}
