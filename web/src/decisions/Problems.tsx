import type { TracedProblem } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { Notice } from '@/ui/Notice.tsx'
import { decisionTexts } from './texts.ts'

/** Why parts of a value are null, in the reader's language; each reason once. */
export function Problems({ problems }: { problems: readonly TracedProblem[] }) {
  const t = useTexts(decisionTexts)
  const { locale } = useLanguage()
  const told = [...new Map(problems.map((problem) => [`${problem.element} ${problem.line} ${problem.column} ${problem.en}`, problem])).entries()]
  if (told.length === 0) return null
  return (
    <Notice
      tone="warn"
      title={t.why}
      text={
        <ul>
          {told.map(([key, problem]) => (
            <li key={key} title={[problem.element, t.place(problem.line, problem.column)].filter(Boolean).join(' · ')}>
              {problem[locale]}
            </li>
          ))}
        </ul>
      }
    />
  )
}
