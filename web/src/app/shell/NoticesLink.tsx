import { BellOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import { useTexts } from '@/i18n/context.ts'
import { shellTexts } from './texts.ts'

const EVERY = 15_000
const COUNTED_UP_TO = 100

/** The bell: how many notices have not been on screen yet. */
export function NoticesLink({ to }: { to: string }) {
  const t = useTexts(shellTexts)
  const unseen = useQuery({
    queryKey: keys.unseenNotices,
    queryFn: () => answer(api.GET('/api/v1/notices/unseen')),
    refetchInterval: EVERY,
  })
  const count = unseen.data?.count ?? 0
  return (
    <Link to={to} data-unseen={count}>
      <BellOutlined aria-hidden />
      <span className="side-name">{t.notices}</span>
      {count > 0 ? <span className="side-count">{count >= COUNTED_UP_TO ? '99+' : count}</span> : null}
    </Link>
  )
}
