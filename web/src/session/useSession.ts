import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'
import { has, type Permission } from '@/api/codes.ts'
import { keys } from '@/api/keys.ts'
import { Problem } from '@/api/problem.ts'
import { setCsrfToken } from '@/api/signIn.ts'
import type { Session } from '@/api/types.ts'

export function remember(session: Session): Session {
  setCsrfToken(session.csrf_token ?? '')
  return session
}

async function fetchSession(): Promise<Session | null> {
  try {
    return remember(await answer(api.GET('/api/v1/session')))
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

/** Who is signed in; null when nobody is. */
export function useSession(): UseQueryResult<Session | null> {
  return useQuery({ queryKey: keys.session, queryFn: fetchSession, staleTime: 5 * 60_000 })
}

/** For screens that only signed-in people reach. */
export function useSignedIn(): Session {
  const session = useSession().data
  if (!session) throw new Error('Expected somebody to be signed in, but nobody is.')
  return session
}

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSignedIn()
  return (permission) => has<Permission>(permissions, permission)
}

/** Whether the person does more than raise requests, so that the desk is of use to them. */
export function worksAtDesk(session: Session): boolean {
  return session.permissions.length > 0 || session.roles.some((held) => held.role.id !== 'requester')
}
