import type { FormValues } from '@/bpmn/index.ts'

/** What was typed and has not reached the server: kept on this device only until it has. */
export interface LocalDraft {
  data: FormValues
  at: string
}

function keyOf(userId: string, subject: string): string {
  return `zhidu.draft.${userId}.${subject}`
}

export function keepLocally(userId: string, subject: string, data: FormValues): void {
  try {
    localStorage.setItem(keyOf(userId, subject), JSON.stringify({ data, at: new Date().toISOString() } satisfies LocalDraft))
  } catch {
    // storage full or forbidden: the server's draft remains
  }
}

export function forgetLocally(userId: string, subject: string): void {
  try {
    localStorage.removeItem(keyOf(userId, subject))
  } catch {
    // nothing was kept
  }
}

export function keptLocally(userId: string, subject: string): LocalDraft | null {
  try {
    const kept = localStorage.getItem(keyOf(userId, subject))
    return kept ? (JSON.parse(kept) as LocalDraft) : null
  } catch {
    return null
  }
}

/** The newer of the two drafts. */
export function newest(local: LocalDraft | null, server: { draft: FormValues | null; draft_at: string | null } | null): LocalDraft | null {
  if (!server?.draft || !server.draft_at) return local
  const stored = { data: server.draft, at: server.draft_at }
  return local && Date.parse(local.at) > Date.parse(stored.at) ? local : stored
}
