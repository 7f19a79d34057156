import { useState } from 'react'

interface ReadingEvents {
  onPointerEnter: () => void
  onPointerLeave: () => void
  onFocus: () => void
  onBlur: () => void
}

/** Whether somebody is at the list, with the pointer or the keyboard. */
export function useReading(): [boolean, ReadingEvents] {
  const [pointing, setPointing] = useState(false)
  const [focused, setFocused] = useState(false)
  return [
    pointing || focused,
    {
      onPointerEnter: () => setPointing(true),
      onPointerLeave: () => setPointing(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
    },
  ]
}
