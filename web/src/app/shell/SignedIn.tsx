import { Navigate, Outlet, useLocation } from 'react-router'
import { Loaded } from '@/ui/Loaded.tsx'
import { useSession, worksAtDesk } from '@/session/useSession.ts'

/** Lets only people through who are signed in with a password of their own; the others sign in and come back. */
export function SignedIn() {
  const session = useSession()
  const { pathname, search } = useLocation()
  return (
    <Loaded query={session} rows={8}>
      {(signedIn) =>
        signedIn && !signedIn.must_change_password ? <Outlet /> : <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />
      }
    </Loaded>
  )
}

/** The start page: the desk for those who work there, the portal for requesters. */
export function Home() {
  const session = useSession().data
  return <Navigate to={session && worksAtDesk(session) ? '/inbox' : '/portal'} replace />
}
