import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { useTexts } from '@/i18n/context.ts'
import { Empty } from '@/ui/Empty.tsx'
import { isFiltered, type InboxFilters } from './filters.ts'
import { inboxTexts } from './texts.ts'

interface Properties {
  filters: InboxFilters
  clear: () => void
  change: (changes: Record<string, string | undefined>) => void
}

export function EmptyInbox({ filters, clear, change }: Properties) {
  const t = useTexts(inboxTexts)
  const navigate = useNavigate()
  if (isFiltered(filters)) {
    return (
      <Empty title={t.emptyFiltered}>
        <Button onClick={clear}>{t.clear}</Button>
      </Empty>
    )
  }
  if (filters.view === 'mine') {
    return (
      <Empty title={t.emptyMine} text={t.emptyMineText}>
        <Button type="primary" onClick={() => change({ view: 'roles' })}>
          {t.toRoles}
        </Button>
        <Button onClick={() => void navigate('/start')}>{t.startSomething}</Button>
      </Empty>
    )
  }
  return filters.view === 'roles' ? <Empty title={t.emptyRoles} text={t.emptyRolesText} /> : <Empty title={t.emptyAll} />
}
