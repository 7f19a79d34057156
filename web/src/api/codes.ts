/**
 * The codes that the server sends and that screens know by name. Where the API's document lists them, the type is its own, and a
 * code that it gains or loses does not compile here.
 */
import type { components, paths } from './schema.d.ts'

type Asked<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } } ? NonNullable<Query> : never
type CodeOf<Path extends keyof paths, Name extends keyof Asked<Path>> = NonNullable<Asked<Path>[Name]>

/** Every code of a kind, in the order in which screens show them: one that is missing or unknown does not compile. */
function every<Code extends string>() {
  return <const List extends readonly Code[]>(list: [Code] extends [List[number]] ? List : never): readonly Code[] => list
}

export type InboxView = CodeOf<'/api/v1/inbox', 'view'>
export type InboxSort = CodeOf<'/api/v1/inbox', 'sort'>
export type InboxDue = CodeOf<'/api/v1/inbox', 'due'>
export type CaseState = CodeOf<'/api/v1/instances', 'state'>
export type IncidentState = CodeOf<'/api/v1/incidents', 'state'>

export const INBOX_VIEWS = every<InboxView>()(['mine', 'roles', 'all'])
export const INBOX_SORTS = every<InboxSort>()(['due', '-due', 'created', '-created', 'priority', '-priority'])
export const INBOX_DUES = every<InboxDue>()(['overdue', 'today', 'week'])
export const CASE_STATES = every<CaseState>()(['running', 'suspended', 'completed', 'terminated', 'error', 'cancelled'])
export const INCIDENT_STATES = every<IncidentState>()(['open', 'resolved'])

type Shapes = components['schemas']

export type Permission = NonNullable<Shapes['RoleList']['permissions']>[number]
export type TaskState = NonNullable<Shapes['TaskDetail']['state']>
export type TaskVerb = NonNullable<Shapes['TaskDetail']['actions']>[number]
export type Delegation = NonNullable<Shapes['TaskDetail']['delegation']>
export type CaseVerb = NonNullable<Shapes['InstanceDetail']['actions']>[number]
export type VersionState = NonNullable<Shapes['VersionRow']['state']>
export type ClockState = NonNullable<Shapes['ClockFacts']['state']>

// The document says no more than `string` of these yet. Once it lists them, each becomes the type of its field there.
export type TokenScope = 'read' | 'tasks' | 'instances' | 'messages' | 'definitions' | 'incidents' | 'evidence' | 'admin'
export type SegmentState = 'running' | 'paused' | 'stopped'
export type FileKind = 'diagram' | 'decision' | 'form' | 'metadata' | 'scenarios' | 'other'

/** Whether a field of the server's has this code: the one place that compares its bare text with a code of ours. */
export function is<Code extends string>(value: string | null | undefined, code: NoInfer<Code>): boolean {
  return value === code
}

/** Whether a list of the server's names this code. */
export function has<Code extends string>(values: readonly string[], code: NoInfer<Code>): boolean {
  return values.includes(code)
}
