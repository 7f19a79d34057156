import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useSignedIn } from '@/session/useSession.ts'
import { Panel } from '@/ui/Panel.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Time } from '@/ui/Time.tsx'
import { definitionsTexts } from './texts.ts'

/** The versions that wait for a second person, with those for the reader marked. Nothing while none waits. */
export function InReview() {
  const t = useTexts(definitionsTexts)
  const name = useNames()
  const ofTheHouse = useSignedIn().user.affiliation === 'house'
  const waiting = useQuery({ queryKey: keys.definitions.inReview, enabled: ofTheHouse, queryFn: () => answer(api.GET('/api/v1/definitions/in-review')) }).data?.items ?? []
  if (waiting.length === 0) return null
  return (
    <Panel title={t.inReview}>
      <ul className="stack">
        {waiting.map((version) => (
          <li key={`${version.procedure_id} ${version.number}`} className="row">
            <Link to={`/definitions/${version.procedure_id}?version=${version.number}`}>
              {name(version)} · {t.version} {version.number}
            </Link>
            {version.for_me ? <Tag tone="brand">{t.forMe}</Tag> : null}
            {version.mine ? <Tag>{t.mine}</Tag> : null}
            <span className="quiet">
              {name(version.submitted_by)} <Time at={version.submitted_at} /> {version.note}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
