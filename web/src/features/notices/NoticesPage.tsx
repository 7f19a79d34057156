import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { Notice } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { ListContent } from '@/lists/ListContent.tsx'
import { usePagedList } from '@/lists/useList.ts'
import { Empty } from '@/ui/Empty.tsx'
import { Page } from '@/ui/Page.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { noticesTexts } from './texts.ts'

/** What the procedures told the reader; what has been on this page counts as seen. */
export function NoticesPage() {
  const t = useTexts(noticesTexts)
  const client = useQueryClient()
  const list = usePagedList({
    key: keys.notices,
    fetch: (page) => answer(api.GET('/api/v1/notices', { params: { query: page } })),
    limit: 30,
    forget: true, // the next visit shows what is new since this one
  })
  const shown = list.isSuccess
  useEffect(() => {
    if (!shown) return
    void api.POST('/api/v1/notices/seen').then(() => client.invalidateQueries({ queryKey: keys.unseenNotices }))
  }, [shown, client])
  return (
    <Page title={t.title} note={t.note}>
      <ListContent list={list} empty={<Empty title={t.none} />}>
        {(notices) => (
          <Panel title={t.title}>
            <ul className="stack">
              {notices.map((notice) => (
                <NoticeItem key={notice.id} notice={notice} />
              ))}
            </ul>
          </Panel>
        )}
      </ListContent>
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
