import { useEffect, useState } from 'react'

/** A value as it was when it last stood still for `pause` milliseconds: for questions that follow somebody's typing. */
export function useSettled<T>(value: T, pause = 300): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value, pause])
  return settled
}
