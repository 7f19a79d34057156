import { useQuery } from '@tanstack/react-query'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'

/** The decisions of a procedure's version. A customer's people may not see them: the tables name the agreements of others. */
export function useVersionDecisions(procedureId: string, number: number, enabled = true) {
  return useQuery({
    queryKey: keys.definitions.decisions(procedureId, number),
    enabled,
    retry: false,
    staleTime: Infinity, // a version never changes
    queryFn: () =>
      answer(
        api.GET('/api/v1/definitions/{procedure_id}/versions/{number}/decisions', { params: { path: { procedure_id: procedureId, number } } }),
      ),
  })
}
