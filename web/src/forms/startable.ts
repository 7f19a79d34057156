import { useQuery } from '@tanstack/react-query'
import { answer, api, once } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { InstanceReceipt, StartableProcedure } from '@/api/types.ts'
import { useLanguage } from '@/i18n/context.ts'

export function useStartable() {
  return useQuery({ queryKey: keys.startable, queryFn: () => answer(api.GET('/api/v1/procedures/startable')), staleTime: 60_000 })
}

/** The address behind a start: its procedure, and its form where there is one. */
export function startPath({ procedure_id, form_id }: StartableProcedure): string {
  return form_id ? `${procedure_id}/${form_id}` : procedure_id
}

/** What the catalogue says of one way to start a procedure. */
export function useStartableProcedure(procedureId: string, formId: string | undefined): StartableProcedure | undefined {
  const starts = useStartable().data?.items.filter((each) => each.procedure_id === procedureId)
  return starts?.find((each) => each.form_id === (formId ?? null)) ?? starts?.[0]
}

export function useStartForm(procedureId: string, formId: string | undefined) {
  const { locale } = useLanguage()
  return useQuery({
    queryKey: keys.startForm.one(procedureId, formId, locale),
    queryFn: () =>
      answer(
        api.GET('/api/v1/procedures/{procedure_id}/start-form', {
          params: { path: { procedure_id: procedureId }, query: { locale, ...(formId ? { form_id: formId } : {}) } },
        }),
      ),
    // While the other language is on its way, the form stays.
    placeholderData: (before, query) => (query?.queryKey[1] === procedureId && query.queryKey[2] === formId ? before : undefined),
    refetchOnWindowFocus: false,
    gcTime: 0, // a draft that was sent must not come back from the cache
  })
}

/** Where the draft of a start form is kept. */
export function startSubject(procedureId: string, formId: string | undefined): string {
  return formId ? `start:${procedureId}:${formId}` : `start:${procedureId}`
}

export function startCase(procedureId: string, formId: string | undefined, submission: Record<string, unknown>, key: string): Promise<InstanceReceipt> {
  return answer(api.POST('/api/v1/instances', { params: { header: once(key) }, body: { procedure_id: procedureId, submission, start_form: formId ?? null } }))
}
