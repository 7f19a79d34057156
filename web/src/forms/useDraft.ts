import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { answer, api } from '@/api/client.ts'
import type { FormView } from '@/api/types.ts'
import { useSignedIn } from '@/session/useSession.ts'
import type { FormValues } from '@/bpmn/index.ts'
import { forgetLocally, keepLocally, keptLocally, newest, type LocalDraft } from './localDraft.ts'

const PAUSE = 700

export type DraftState = { kind: 'none' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'offline' }

export interface DraftKeeper {
  /** What was found when the form was opened. */
  restored: LocalDraft | null
  state: DraftState
  change: (values: FormValues) => void
  /** Saves at once what a pause in typing would have saved. */
  flush: () => Promise<void>
  /** The submission took over, or the person wants to begin anew. */
  discard: (onServer: boolean) => Promise<void>
}

/** Keeps what is typed: on this device with each change, on the server with each pause. */
export function useDraft(subject: string, form: FormView | null): DraftKeeper {
  const userId = useSignedIn().user.id
  // Found once, when the form opens: later saves are the person's own typing.
  const [restored] = useState(() => newest(keptLocally(userId, subject), form))
  const [state, setState] = useState<DraftState>({ kind: 'none' })
  const pending = useRef<FormValues | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const flush = useCallback(async () => {
    clearTimeout(timer.current)
    const data = pending.current
    if (!data) return
    setState({ kind: 'saving' })
    try {
      const { updated_at } = await answer(api.PUT('/api/v1/drafts/{subject}', { params: { path: { subject } }, body: { data } }))
      if (pending.current === data) {
        pending.current = null
        forgetLocally(userId, subject)
      }
      setState({ kind: 'saved', at: updated_at ?? new Date().toISOString() })
    } catch {
      setState({ kind: 'offline' })
    }
  }, [subject, userId])

  const change = useCallback(
    (values: FormValues) => {
      pending.current = structuredClone(values)
      keepLocally(userId, subject, values)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), PAUSE)
    },
    [flush, subject, userId],
  )

  const discard = useCallback(
    async (onServer: boolean) => {
      clearTimeout(timer.current)
      pending.current = null
      forgetLocally(userId, subject)
      setState({ kind: 'none' })
      if (onServer) await api.DELETE('/api/v1/drafts/{subject}', { params: { path: { subject } } })
    },
    [subject, userId],
  )

  useEffect(() => {
    const again = () => void flush()
    window.addEventListener('online', again)
    return () => {
      window.removeEventListener('online', again)
      void flush() // leaving the page is a pause in typing too
    }
  }, [flush])
  return useMemo(() => ({ restored, state, change, flush, discard }), [restored, state, change, flush, discard])
}
