import { useEffect, useEffectEvent } from 'react'

export interface Keys {
  move: (step: 1 | -1) => void
  claim: () => void
  search: () => void
  help: () => void
  view: (index: number) => void
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

/** Single keys, as in mail programs; never while somebody types or a dialog is open. */
export function useKeyboard(keys: Keys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog]')) return
    const actions: Record<string, () => void> = {
      j: () => keys.move(1),
      k: () => keys.move(-1),
      c: keys.claim,
      '/': keys.search,
      '?': keys.help,
      1: () => keys.view(0),
      2: () => keys.view(1),
      3: () => keys.view(2),
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** The row that has the focus, and moving it: the focus is the selection, for eyes and screen readers alike. */
export function focusedTask(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-task]')?.dataset.task
}

export function moveFocus(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-task]')]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]
  next?.querySelector<HTMLElement>('a')?.focus()
}
