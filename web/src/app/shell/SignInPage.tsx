import { Navigate, useSearchParams } from 'react-router'
import { useTexts } from '@/i18n/context.ts'
import { PasswordForm } from '@/session/PasswordForm.tsx'
import { SignInForm } from '@/session/SignInForm.tsx'
import { sessionTexts } from '@/session/texts.ts'
import { useSession } from '@/session/useSession.ts'
import '@/session/signIn.css'
import { Brand } from './Brand.tsx'
import { LanguageSwitch } from '@/ui/LanguageSwitch.tsx'

/** Only places inside the product: a link must not lead elsewhere after sign-in. */
function inside(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/'
}

export function SignInPage() {
  const t = useTexts(sessionTexts)
  const [parameters] = useSearchParams()
  const next = inside(parameters.get('next'))
  const session = useSession().data
  if (session && !session.must_change_password) return <Navigate to={next} replace />
  return (
    <main className="sign-in">
      <div className="sign-in-bar">
        <Brand />
        <LanguageSwitch />
      </div>
      <section className="sign-in-card">
        <h1>{session ? t.changeTitle : t.title}</h1>
        <p className="quiet">{session ? t.changeText : t.motto}</p>
        {/* Both change the session, and this page then gives way to the one that was asked for. */}
        {session ? <PasswordForm /> : <SignInForm />}
      </section>
    </main>
  )
}
