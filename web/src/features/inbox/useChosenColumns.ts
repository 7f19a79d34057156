import { useState } from 'react'

const KEY = 'zhidu.inbox.columns'

function remembered(): string[] | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept ? (JSON.parse(kept) as string[]) : null
  } catch {
    return null
  }
}

/** The columns that the person chose on this device; until then those that `atFirst` names. */
export function useChosenColumns(atFirst: readonly string[]): [ReadonlySet<string>, (id: string) => void] {
  const [chosen, setChosen] = useState(remembered)
  const shown = new Set(chosen ?? atFirst)
  const toggle = (id: string) => {
    const next = shown.has(id) ? [...shown].filter((each) => each !== id) : [...shown, id]
    setChosen(next)
    try {
      localStorage.setItem(KEY, JSON.stringify(next))
    } catch {
      // the choice holds until the page is closed
    }
  }
  return [shown, toggle]
}
