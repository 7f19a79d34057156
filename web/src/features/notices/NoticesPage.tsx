import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import type { Notice } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { Empty } from '@/ui/Empty.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { noticesTexts } from './texts.ts'

/** What the procedures told the reader; what has been on this page counts as seen. */
export function NoticesPage() {
  const t = useTexts(noticesTexts)
  const client = useQueryClient()
  const notices = useInfiniteQuery({
    queryKey: ['notices'],
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/notices', { params: { query: { limit: 30, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    gcTime: 0, // the next visit shows what is new since this one
  })
  const shown = notices.isSuccess
  useEffect(() => {
    if (!shown) return
    void api.POST('/api/v1/notices/seen').then(() => client.invalidateQueries({ queryKey: ['unseen-notices'] }))
  }, [shown, client])
  const rows = (notices.data?.pages ?? []).flatMap((page) => page.items)
  return (
    <Page title={t.title} note={t.note}>
      {notices.isError ? <ProblemNotice error={notices.error} retry={notices.refetch} /> : null}
      {shown && rows.length === 0 ? <Empty title={t.none} /> : null}
      {rows.length > 0 ? (
        <Panel title={t.title}>
          <ul className="stack">
            {rows.map((notice) => (
              <NoticeItem key={notice.id} notice={notice} />
            ))}
          </ul>
        </Panel>
      ) : null}
      {notices.hasNextPage ? (
        <div>
          <Button onClick={() => void notices.fetchNextPage()}>{t.more}</Button>
        </div>
      ) : null}
    </Page>
  )
}

function NoticeItem({ notice }: { notice: Notice }) {
  const t = useTexts(noticesTexts)
  const to = notice.own_request ? `/portal/requests/${notice.instance_id}` : `/cases/${notice.instance_id}`
  return (
    <li data-notice={notice.id}>
      <div className="row spread">
        <span>
          {notice.seen ? null : <Tag tone="brand">{t.fresh}</Tag>} <strong>{notice.subject}</strong>
        </span>
        <span className="quiet">
          <Time at={notice.created_at} />
        </span>
      </div>
      {notice.text ? <p>{notice.text}</p> : null}
      {notice.instance_number ? (
        <Link to={to} className="mono">
          {notice.instance_number}
        </Link>
      ) : null}
    </li>
  )
}
