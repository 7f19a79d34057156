import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { Definition } from '@/api/types.ts'
import { useLanguage, useNames } from '@/i18n/context.ts'
import type { Locale } from '@/i18n/locale.ts'
import { useSignedIn } from '@/session/useSession.ts'
import { plainValue } from '@/ui/values.ts'

/** A variable that a procedure shows in lists, as its author declared it. */
export interface FactKind {
  variable: string
  name?: Partial<Record<Locale, string>>
  kind?: string
  choices?: { value: unknown; zh?: string; en?: string }[]
}

const LONG = { staleTime: 5 * 60_000, retry: false }

export function useDefinitions() {
  return useQuery({ queryKey: keys.definitions.all, queryFn: () => answer(api.GET('/api/v1/definitions')), ...LONG })
}

export function useCustomers() {
  return useQuery({ queryKey: keys.customers, queryFn: () => answer(api.GET('/api/v1/customers')), ...LONG })
}

export function useRoles() {
  return useQuery({ queryKey: keys.roles, queryFn: () => answer(api.GET('/api/v1/roles')), ...LONG })
}

/** Those who work on cases; a customer's people get none of them. */
function usePeople() {
  const worksOnCases = useSignedIn().user.affiliation !== 'customer'
  return useQuery({ queryKey: keys.people.names, enabled: worksOnCases, queryFn: () => answer(api.GET('/api/v1/people', { params: { query: { limit: 100 } } })), ...LONG })
}

function useServices() {
  return useQuery({ queryKey: keys.services, queryFn: () => answer(api.GET('/api/v1/services')), ...LONG })
}

export interface Dictionary {
  /** The facts of a procedure, in its author's order. */
  factsOf: (procedureId: string) => readonly FactKind[]
  factName: (fact: FactKind) => string
  /** A fact's value as people read it. */
  factText: (fact: FactKind, value: unknown) => string
  /** "role:service_desk" or "user:<id>" as the name of the role or person. */
  candidate: (candidate: string) => string
}

function factKinds(definition: Definition | undefined): FactKind[] {
  return (definition?.facts ?? []).filter((fact): fact is Record<string, unknown> & FactKind => typeof fact.variable === 'string')
}

/** What a procedure's variables are called: its facts, and beyond them whatever its forms ask for. */
export function useVariables(procedureId: string): (variable: string) => FactKind | undefined {
  const { factsOf } = useDictionary()
  const words = useQuery({
    queryKey: keys.definitions.words(procedureId),
    queryFn: () => answer(api.GET('/api/v1/definitions/{procedure_id}/words', { params: { path: { procedure_id: procedureId } } })),
    ...LONG,
  })
  const known = new Map(
    (words.data?.items ?? []).map((word): [string, FactKind] => [
      word.variable,
      { variable: word.variable, name: { zh: word.name_zh, en: word.name_en }, choices: word.choices },
    ]),
  )
  for (const fact of factsOf(procedureId)) known.set(fact.variable, fact)
  return (variable) => known.get(variable)
}

/** What ids, codes and variables are called in the person's language. */
export function useDictionary(): Dictionary {
  const { locale } = useLanguage()
  const name = useNames()
  const definitions = useDefinitions().data?.items
  const customers = useCustomers().data?.items
  const services = useServices().data?.items
  const roles = useRoles().data?.items
  const people = usePeople().data?.items
  return useMemo(() => {
    const customerNames = new Map((customers ?? []).map((each) => [each.id, name(each)]))
    const serviceNames = new Map((services ?? []).map((each) => [each.code, name(each)]))
    const personNames = new Map((people ?? []).map((each) => [each.id, name(each)]))
    const roleNames = new Map((roles ?? []).map((each) => [each.id, name(each)]))
    const kinds = new Map((definitions ?? []).map((each) => [each.procedure_id, factKinds(each)]))
    return {
      factsOf: (procedureId) => kinds.get(procedureId) ?? [],
      factName: (fact) => name({ name_zh: fact.name?.zh, name_en: fact.name?.en }, fact.variable),
      factText: (fact, value) => {
        const id = plainValue(value)
        if (fact.kind === 'customer') return customerNames.get(id) ?? id
        if (fact.kind === 'service') return serviceNames.get(id) ?? id
        if (fact.kind === 'user') return personNames.get(id) ?? ''
        return fact.choices?.find((choice) => choice.value === value)?.[locale] ?? id
      },
      candidate: (candidate) => {
        const [kind, id = ''] = candidate.split(':', 2)
        return (kind === 'role' ? roleNames : personNames).get(id) ?? id
      },
    }
  }, [definitions, customers, services, roles, people, locale, name])
}
