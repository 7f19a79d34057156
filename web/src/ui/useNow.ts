import { useSyncExternalStore } from 'react'

const PERIOD = 15_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    listeners.forEach((each) => each())
  }, PERIOD)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

/** The present in milliseconds, refreshed for all who look at the same moment, every 15 seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
