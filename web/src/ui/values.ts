/** A value of a variable as a short text. */
export function plainValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return JSON.stringify(value)
}

export function shortHash(hash: string): string {
  return hash.slice(0, 10)
}
