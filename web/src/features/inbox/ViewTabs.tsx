import { INBOX_VIEWS, type InboxView } from '@/api/codes.ts'
import { useTexts } from '@/i18n/context.ts'
import { useInboxCounts } from '@/session/useInboxCounts.ts'
import { inboxTexts } from './texts.ts'

const MANY = 999

export function ViewTabs({ view, onView }: { view: InboxView; onView: (view: InboxView) => void }) {
  const t = useTexts(inboxTexts)
  const counts = useInboxCounts().data
  const numbers: Partial<Record<InboxView, number>> = counts ? { mine: counts.mine, roles: counts.roles } : {}
  return (
    <div className="view-tabs" role="group" aria-label={t.views}>
      {INBOX_VIEWS.map((each) => {
        const count = numbers[each]
        return (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => onView(each)}>
            {t[each]}
            {count === undefined ? null : <span className="view-count numbers">{count > MANY ? `${MANY}+` : count}</span>}
          </button>
        )
      })}
      {counts && counts.overdue > 0 ? <span className="view-overdue">{t.overdueCount(counts.overdue)}</span> : null}
    </div>
  )
}
