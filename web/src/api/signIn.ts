/**
 * What the calls and the session share: the CSRF token, and the wait for a person whose session ended
 * in the middle of work. The page stays as it is (with all that was typed) behind the sign-in dialog.
 */
let csrfToken = ''
let waiting: { promise: Promise<void>; done: () => void } | null = null
const listeners = new Set<() => void>()

export function setCsrfToken(token: string): void {
  csrfToken = token
}

export function currentCsrfToken(): string {
  return csrfToken
}

/** Resolves when somebody has signed in again. */
export function waitForSignIn(): Promise<void> {
  if (!waiting) {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    waiting = { promise, done: () => resolve(undefined) }
    listeners.forEach((listener) => listener())
  }
  return waiting.promise
}

export function signedInAgain(): void {
  waiting?.done()
  waiting = null
  listeners.forEach((listener) => listener())
}

export function isSignInAwaited(): boolean {
  return waiting !== null
}

export function onSignInAwaited(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
