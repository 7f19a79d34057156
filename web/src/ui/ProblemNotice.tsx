import { Button } from 'antd'
import { asProblem } from '@/api/problem.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { Notice } from './Notice.tsx'
import { uiTexts } from './texts.ts'

interface Properties {
  error: unknown
  retry?: (() => unknown) | undefined
}

/** A refusal in the person's language, with each fault on a line of its own. */
export function ProblemNotice({ error, retry }: Properties) {
  const t = useTexts(uiTexts)
  const { locale } = useLanguage()
  const problem = asProblem(error)
  const faults = problem.faults.length > 0 && (
    <ul className="faults">
      {problem.faults.map((fault) => (
        <li key={`${fault.where} ${fault.code} ${fault.en}`}>
          {fault.where ? <code>{fault.where}</code> : null} {fault[locale]}
        </li>
      ))}
    </ul>
  )
  return (
    <Notice tone="bad" title={problem.sentence(locale)} text={faults || undefined}>
      {retry ? <Button onClick={() => void retry()}>{t.tryAgain}</Button> : null}
    </Notice>
  )
}
