import { Link } from 'react-router'
import { useSession } from '@/session/useSession.ts'
import { useNames } from '@/i18n/context.ts'
import './shell.css'

export function Brand() {
  const organisation = useSession().data?.organisation
  const name = useNames()
  return (
    <Link to="/" className="brand">
      <img src="/favicon.svg" alt="" width="28" height="28" />
      <span className="brand-words">
        <strong>制度 Zhidu</strong>
        {organisation ? <small>{name(organisation)}</small> : null}
      </span>
    </Link>
  )
}
