import type { Ref } from 'react'
import type { Fault } from '@/api/problem.ts'

export type FormValues = Record<string, unknown>

export interface FormHandle {
  /** What may be sent and how many fields the browser found wrong (their texts then stand at the fields). */
  check: () => { values: FormValues; wrong: number }
  /** What is in the fields now. */
  values: () => FormValues
  /** Puts the server's words at the fields; gives back the faults that belong to no visible field. */
  showFaults: (faults: readonly Fault[]) => Fault[]
}

export interface FormProperties {
  ref?: Ref<FormHandle>
  /** form-js JSON in one language. */
  schema: Record<string, unknown>
  /** Values to begin with; later changes of this property are ignored, the person's typing wins. */
  initial: FormValues
  /** Option lists that the server provides, by the name that the form uses. */
  lists: Readonly<Record<string, unknown>>
  readOnly?: boolean
  /** Where an upload belongs; without it, files cannot be chosen. */
  upload?: (file: File) => Promise<{ id: string; name: string }>
  onChange?: (values: FormValues) => void
}
