import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import { usePagedList } from '@/lists/useList.ts'

const path = (instanceId: string) => ({ params: { path: { instance_id: instanceId } } })

export function useCase(instanceId: string) {
  return useQuery({
    queryKey: keys.case.one(instanceId),
    queryFn: () => answer(api.GET('/api/v1/instances/{instance_id}', path(instanceId))),
    refetchInterval: 15_000,
  })
}

export function useDiagram(instanceId: string) {
  return useQuery({
    queryKey: keys.case.diagram(instanceId),
    queryFn: () => answer(api.GET('/api/v1/instances/{instance_id}/diagram', path(instanceId))),
  })
}

export function useClocks(instanceId: string) {
  return useQuery({
    queryKey: keys.case.clocks(instanceId),
    queryFn: () => answer(api.GET('/api/v1/instances/{instance_id}/clocks', path(instanceId))),
    refetchInterval: 30_000,
  })
}

/** The timeline, newest entries on the last page; `whole` adds what the engine did by itself. */
export function useHistory(instanceId: string, whole: boolean) {
  return usePagedList({
    key: keys.case.history(instanceId, whole),
    fetch: (page) => answer(api.GET('/api/v1/instances/{instance_id}/history', { params: { ...path(instanceId).params, query: { whole, ...page } } })),
    limit: 100,
  })
}

/** What the case decided by its tables, oldest first. */
export function useCaseDecisions(instanceId: string, enabled = true) {
  return usePagedList({
    key: keys.case.decisions(instanceId),
    fetch: (page) => answer(api.GET('/api/v1/instances/{instance_id}/decisions', { params: { ...path(instanceId).params, query: page } })),
    every: 30_000,
    enabled,
  })
}
