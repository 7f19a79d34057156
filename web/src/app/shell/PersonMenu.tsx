import { LogoutOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons'
import { Link } from 'react-router'
import { api } from '@/api/client.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useSignedIn, worksAtDesk } from '@/session/useSession.ts'
import { LanguageSwitch } from '@/ui/LanguageSwitch.tsx'
import { NoticesLink } from './NoticesLink.tsx'
import { shellTexts } from './texts.ts'

/** Who is signed in, in which language, and the ways out. */
export function PersonMenu({ inPortal = false }: { inPortal?: boolean }) {
  const t = useTexts(shellTexts)
  const name = useNames()
  const session = useSignedIn()
  const { user } = session
  const signOut = async () => {
    await api.DELETE('/api/v1/session')
    window.location.assign('/sign-in') // a fresh page: nothing of this person stays in memory
  }
  return (
    <section className="person" aria-label={t.person}>
      <LanguageSwitch />
      <NoticesLink to={inPortal ? '/portal/notices' : '/notices'} />
      <Link to="/account" className="person-name">
        <UserOutlined aria-hidden />
        <span>{name({ name_zh: user.display_name_zh, name_en: user.display_name_en })}</span>
      </Link>
      {inPortal && !worksAtDesk(session) ? null : (
        <Link to={inPortal ? '/inbox' : '/portal'}>
          <SwapOutlined aria-hidden />
          <span>{inPortal ? t.desk : t.portal}</span>
        </Link>
      )}
      <button type="button" onClick={() => void signOut()}>
        <LogoutOutlined aria-hidden />
        <span>{t.signOut}</span>
      </button>
    </section>
  )
}
