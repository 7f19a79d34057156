import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'

const path = (instanceId: string) => ({ params: { path: { instance_id: instanceId } } })

export function useCase(instanceId: string) {
  return useQuery({
    queryKey: ['case', instanceId],
    queryFn: () => answer(api.GET('/api/v1/instances/{instance_id}', path(instanceId))),
    refetchInterval: 15_000,
  })
}

export function useDiagram(instanceId: string) {
  return useQuery({
    queryKey: ['case', instanceId, 'diagram'],
    queryFn: () => answer(api.GET('/api/v1/instances/{instance_id}/diagram', path(instanceId))),
  })
}

export function useClocks(instanceId: string) {
  return useQuery({
    queryKey: ['case', instanceId, 'clocks'],
    queryFn: () => answer(api.GET('/api/v1/instances/{instance_id}/clocks', path(instanceId))),
    refetchInterval: 30_000,
  })
}

/** The timeline, newest entries on the last page; `whole` adds what the engine did by itself. */
export function useHistory(instanceId: string, whole: boolean) {
  return useInfiniteQuery({
    queryKey: ['case', instanceId, 'history', whole],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/instances/{instance_id}/history', {
          params: { ...path(instanceId).params, query: { limit: 100, whole, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
  })
}

/** What the case decided by its tables, oldest first. */
export function useCaseDecisions(instanceId: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['case', instanceId, 'decisions'],
    enabled,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/instances/{instance_id}/decisions', {
          params: { ...path(instanceId).params, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    refetchInterval: 30_000,
    getNextPageParam: (page) => page.next_cursor,
  })
}
