/** A file field's value is the list of its attachments' ids; null when there is none. */
export function attachmentIds(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string') : []
}

export function attachmentValue(ids: readonly string[]): string[] | null {
  return ids.length > 0 ? [...ids] : null
}
