import type { InboxRow } from '@/api/types.ts'
import { useSignedIn } from '@/session/useSession.ts'

/** Whether a free task is open to the person, by a role held or by name. The server has the last word (scopes). */
export function useMayClaim(): (row: InboxRow) => boolean {
  const { user, roles } = useSignedIn()
  const answersTo = new Set([`user:${user.id}`, ...roles.map(({ role }) => `role:${role.id}`)])
  return (row) => row.assignee === null && row.candidates.some((candidate) => answersTo.has(candidate))
}
