import { useMemo, useState, type ReactNode } from 'react'
import { api } from '@/api/client.ts'
import { useSession } from '../session/useSession.ts'
import { LanguageContext, type Language } from './context.ts'
import { rememberedLocale, rememberLocale, type Locale } from './locale.ts'

const BROWSER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The person's choice on this browser comes first, then what the server remembers, then the browser's language. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [locale, choose] = useState<Locale>(rememberedLocale)
  const session = useSession().data
  const timeZone = session?.user.time_zone ?? session?.organisation?.time_zone ?? BROWSER_ZONE

  const language = useMemo<Language>(
    () => ({
      locale,
      timeZone,
      setLocale: (chosen) => {
        choose(chosen)
        rememberLocale(chosen)
        if (session) void api.PATCH('/api/v1/session', { body: { locale: chosen } })
      },
    }),
    [locale, timeZone, session],
  )
  return <LanguageContext value={language}>{children}</LanguageContext>
}
