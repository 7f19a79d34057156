import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { InboxCounts } from '@/api/types.ts'

const EVERY = 5_000

/** How many tasks wait, asked every few seconds; `revision` tells when a list has to be fetched again. */
export function useInboxCounts(): UseQueryResult<InboxCounts> {
  return useQuery({
    queryKey: keys.inbox.counts,
    queryFn: () => answer(api.GET('/api/v1/inbox/counts')),
    refetchInterval: EVERY,
  })
}
