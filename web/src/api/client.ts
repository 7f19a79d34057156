import createClient, { type Middleware } from 'openapi-fetch'
import { problemFrom } from './problem.ts'
import type { paths } from './schema.d.ts'
import { currentCsrfToken, waitForSignIn } from './signIn.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const copies = new WeakMap<Request, Request>()

function withToken(request: Request): Request {
  if (!SAFE.has(request.method)) request.headers.set('X-CSRF-Token', currentCsrfToken())
  return request
}

function isAboutSession(url: string): boolean {
  return /\/session(\/|$|\?)/.test(new URL(url).pathname)
}

const session: Middleware = {
  onRequest({ request }) {
    const sent = withToken(request)
    copies.set(sent, sent.clone()) // a body can be read once only; the copy is for a second try
    return sent
  },
  async onResponse({ request, response }) {
    const copy = copies.get(request)
    if (response.status !== 401 || isAboutSession(request.url) || !copy) return undefined
    await waitForSignIn()
    return fetch(withToken(copy))
  },
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })
api.use(session)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body; throws `Problem` for a refusal. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw problemFrom(response.status, error)
  return data as T
}

/** Headers for a change of something that was seen in `version`. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` }
}

/** Headers that make a repeated command harmless. Keep the key as long as the same attempt is repeated. */
export function once(key: string): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key }
}
