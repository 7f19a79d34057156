import { lazy, Suspense, useSyncExternalStore } from 'react'
import { isSignInAwaited, onSignInAwaited } from '@/api/signIn.ts'

const SignInDialog = lazy(() => import('./SignInDialog.tsx').then((module) => ({ default: module.SignInDialog })))

/** When a session ends in the middle of work: sign in over the page, then the calls that waited go on. */
export function SignInAgain() {
  const awaited = useSyncExternalStore(onSignInAwaited, isSignInAwaited)
  return awaited ? (
    <Suspense>
      <SignInDialog />
    </Suspense>
  ) : null
}
