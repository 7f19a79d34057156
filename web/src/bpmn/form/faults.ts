import type { Form } from '@bpmn-io/form-js-viewer'
import type { Fault } from '@/api/problem.ts'
import type { Locale } from '@/i18n/locale.ts'

interface FieldInstance {
  id: string
  valuePath: (string | number)[]
  indexes?: Record<string, number>
}
interface Instances {
  getAllKeyed: () => FieldInstance[]
}
interface ErrorTree {
  [key: string]: string[] | ErrorTree
}

/** "items[0].name" and "items.0.name" name the same place. */
function sameplace(where: string, path: readonly (string | number)[]): boolean {
  return where.replaceAll(/\[(\d+)\]/g, '.$1') === path.join('.')
}

function place(tree: ErrorTree, path: readonly string[], sentence: string): void {
  const [first, ...rest] = path
  if (first === undefined) return
  if (rest.length === 0) {
    const known = tree[first]
    tree[first] = Array.isArray(known) ? [...known, sentence] : [sentence]
    return
  }
  const inner = tree[first]
  const branch: ErrorTree = inner && !Array.isArray(inner) ? inner : {}
  tree[first] = branch
  place(branch, rest, sentence)
}

/** Puts the faults at their fields; gives back those whose field is not on the screen. */
export function showFaults(form: Form, faults: readonly Fault[], locale: Locale): Fault[] {
  const fields = form.get<Instances>('formFieldInstanceRegistry').getAllKeyed()
  const errors: ErrorTree = {}
  const homeless: Fault[] = []
  for (const fault of faults) {
    const field = fields.find(({ valuePath }) => sameplace(fault.where, valuePath))
    if (field) place(errors, [field.id, ...Object.values(field.indexes ?? {}).map(String)], fault[locale])
    else homeless.push(fault)
  }
  form._setState({ errors })
  return homeless
}

/** How many fields carry a fault. */
export function countErrors(tree: ErrorTree): number {
  return Object.values(tree).reduce((sum, entry) => sum + (Array.isArray(entry) ? Number(entry.length > 0) : countErrors(entry)), 0)
}
