import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import { useSession } from '@/session/useSession.ts'
import { LanguageContext, type Language } from '@/i18n/context.ts'
import { isLocale, rememberedLocale, rememberLocale, type Locale } from '@/i18n/locale.ts'

const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

/**
 * The language: what was chosen since the page was loaded; else what the server remembers of the person;
 * else what this browser showed last (the sign-in page knows no person yet); else the browser's own.
 */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [chosen, choose] = useState<Locale | null>(null)
  const client = useQueryClient()
  const session = useSession().data
  const known = isLocale(session?.user.locale) ? session.user.locale : null
  const locale = chosen ?? known ?? rememberedLocale()
  const timeZone = session?.user.time_zone ?? session?.organisation?.time_zone ?? BROWSER_ZONE

  useEffect(() => rememberLocale(locale), [locale])

  // Chosen while signed in, or on the sign-in page just before: the server shall remember it.
  const changed = chosen !== null && known !== null && chosen !== known ? chosen : null
  useEffect(() => {
    if (!changed) return
    answer(api.PATCH('/api/v1/session', { body: { locale: changed } })).then(
      (remembered) => client.setQueryData(keys.session, remembered),
      () => undefined, // the choice holds here; the next one tries again
    )
  }, [changed, client])

  const language = useMemo<Language>(() => ({ locale, timeZone, setLocale: choose }), [locale, timeZone])
  return <LanguageContext value={language}>{children}</LanguageContext>
}
