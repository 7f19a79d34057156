import { useState, type RefObject } from 'react'
import { newKey } from '@/api/key.ts'
import { asProblem, Problem } from '@/api/problem.ts'
import type { FormHandle, FormValues } from '@/bpmn/index.ts'

export interface Submission {
  sending: boolean
  /** Fields that the browser found wrong at the last try. */
  wrong: number
  problem: Problem | null
  submit: () => Promise<void>
}

function showFirstFault(container: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const field = container?.querySelector<HTMLElement>('.fjs-has-errors')
    field?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    field?.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select, button')?.focus({ preventScroll: true })
  })
}

/** Puts the server's faults at their fields; what remains is said above the form. */
function place(problem: Problem, form: FormHandle | null): Problem {
  if (!form || problem.faults.length === 0) return problem
  const homeless = form.showFaults(problem.faults)
  return new Problem(problem.status, problem.code, { en: problem.sentence('en'), zh: problem.sentence('zh') }, homeless)
}

/** One try to send a form. The same try repeated after a lost connection carries the same key, so it counts once. */
export function useSubmission(
  form: RefObject<FormHandle | null>,
  container: RefObject<HTMLElement | null>,
  send: (values: FormValues, key: string) => Promise<void>,
): Submission {
  const [sending, setSending] = useState(false)
  const [wrong, setWrong] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [key, setKey] = useState(newKey)

  const submit = async () => {
    const checked = form.current?.check() ?? { values: {}, wrong: 0 }
    setWrong(checked.wrong)
    setProblem(null)
    if (checked.wrong > 0) {
      showFirstFault(container.current)
      return
    }
    setSending(true)
    try {
      await send(checked.values, key)
    } catch (error) {
      const refused = asProblem(error)
      if (refused.status > 0 && refused.status < 500) setKey(newKey())
      setProblem(place(refused, form.current))
      if (refused.faults.length > 0) showFirstFault(container.current)
    } finally {
      setSending(false)
    }
  }
  return { sending, wrong, problem, submit }
}
