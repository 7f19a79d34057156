/** Hours as a person types them: a line for each day, the day first, then its intervals. */
export type Hours = Record<string, unknown>

/** `{"mon": [["09:00", "12:00"]]}` → `mon 09:00-12:00`. */
export function hoursAsText(hours: Hours): string {
  return Object.entries(hours)
    .map(([day, intervals]) => [day, ...(intervals as [string, string][]).map((pair) => pair.join('-'))].join(' '))
    .join('\n')
}

/** The reverse; what is no interval is left as it is, for the server to say what is wrong with it. */
export function textAsHours(text: string): Hours {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return Object.fromEntries(
    lines.map((line) => {
      const [day = '', ...intervals] = line.split(/\s+/)
      return [day, intervals.map((interval) => interval.split('-'))]
    }),
  )
}
