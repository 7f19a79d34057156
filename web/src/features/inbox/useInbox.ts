import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { asProblem } from '@/api/problem.ts'
import type { InboxRow } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { usePagedList } from '@/lists/useList.ts'
import { useInboxCounts } from '@/session/useInboxCounts.ts'
import { useMessage } from '@/ui/feedback.ts'
import { arrange, type Arrangement } from './arrange.ts'
import type { InboxFilters } from './filters.ts'
import { inboxTexts } from './texts.ts'

const EVERY = 30_000 // working time left is the server's to count

export function useInboxList(filters: InboxFilters) {
  return usePagedList({
    key: keys.inbox.list(filters),
    fetch: (page) => answer(api.GET('/api/v1/inbox', { params: { query: { ...filters, ...page } } })),
    every: EVERY,
  })
}

/** Fetches the list again when the counts say that it changed. */
export function useFollowRevision(): void {
  const client = useQueryClient()
  const revision = useInboxCounts().data?.revision
  useEffect(() => {
    if (revision) void client.invalidateQueries({ queryKey: keys.inbox.lists })
  }, [client, revision])
}

const idOf = (row: InboxRow) => row.task_id

interface CalmList extends Arrangement<InboxRow> {
  showAll: () => void
}

/**
 * The rows to draw. A change of filters shows the new list at once; a change of the world waits while somebody reads.
 * `scope`: the filters that `fresh` answers.
 */
export function useCalmRows(fresh: readonly InboxRow[], scope: string, reading: boolean): CalmList {
  const [seen, setSeen] = useState({ fresh, scope })
  const [arrangement, setArrangement] = useState<Arrangement<InboxRow>>(() => arrange([], fresh, false, idOf))
  if (seen.fresh !== fresh || seen.scope !== scope) {
    setSeen({ fresh, scope })
    setArrangement(arrange(seen.scope === scope ? arrangement.rows : [], fresh, reading, idOf))
  }
  return useMemo(
    () => ({ ...arrangement, showAll: () => setArrangement(arrange(arrangement.rows, fresh, false, idOf)) }),
    [arrangement, fresh],
  )
}

export function useClaim() {
  const client = useQueryClient()
  const message = useMessage()
  const t = useTexts(inboxTexts)
  const name = useNames()
  const { locale } = useLanguage()
  return useMutation({
    mutationFn: (row: InboxRow) =>
      answer(
        api.POST('/api/v1/tasks/{task_id}/claim', {
          params: { path: { task_id: row.task_id }, header: { ...ifMatch(row.version), ...once(newKey()) } },
        }),
      ),
    onSuccess: (_, row) => message.success(t.claimed(name(row))),
    onError: (error) => message.warning(asProblem(error).sentence(locale), 6),
    onSettled: () => client.invalidateQueries({ queryKey: keys.inbox.all }),
  })
}
