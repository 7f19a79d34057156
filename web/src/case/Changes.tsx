import { useTexts } from '@/app/i18n/context.ts'
import { plainValue } from '@/ui/values.ts'
import { caseTexts } from './texts.ts'

/** Old and new values, side by side. */
export function Changes({ changes }: { changes: readonly Record<string, unknown>[] }) {
  const t = useTexts(caseTexts)
  if (changes.length === 0) return null
  return (
    <details className="changes" open={changes.length <= 3}>
      <summary>
        {t.changed} ({changes.length})
      </summary>
      <dl>
        {changes.map((change) => (
          <div key={plainValue(change.name)}>
            <dt className="mono">{plainValue(change.name)}</dt>
            <dd>
              {change.old === null || change.old === undefined ? null : <del>{plainValue(change.old)}</del>}
              <ins>{plainValue(change.new) || t.empty}</ins>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
