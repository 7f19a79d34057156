/** Where a case stands and which way it came; element and flow ids as in the diagram. */
export interface DiagramMarks {
  active: readonly string[]
  completed: Readonly<Record<string, number>>
  flows: Readonly<Record<string, number>>
  incidents: readonly string[]
}

export const NO_MARKS: DiagramMarks = { active: [], completed: {}, flows: {}, incidents: [] }

/** Marker classes by element, the most telling one last. */
export function markersOf(marks: DiagramMarks): [id: string, marker: string][] {
  return [
    ...Object.keys(marks.completed).map((id): [string, string] => [id, 'passed']),
    ...Object.keys(marks.flows).map((id): [string, string] => [id, 'passed']),
    ...marks.active.map((id): [string, string] => [id, 'here']),
    ...marks.incidents.map((id): [string, string] => [id, 'incident']),
  ]
}

/** How often an element was passed is worth a number only when it was more than once. */
export function repeatedOf(marks: DiagramMarks): [id: string, times: number][] {
  return Object.entries(marks.completed).filter(([, times]) => times > 1)
}
