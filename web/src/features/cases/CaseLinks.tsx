import { Link } from 'react-router'
import type { InstanceDetail } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { caseTexts } from '@/case/texts.ts'
import { Facts } from '@/ui/Facts.tsx'
import { Time } from '@/ui/Time.tsx'
import { casesTexts } from './texts.ts'

/** Where the case came from, when it ran, and the cases it is linked with. */
export function CaseLinks({ detail: { case: row, parent, children } }: { detail: InstanceDetail }) {
  const t = useTexts(casesTexts)
  const words = useTexts(caseTexts)
  const name = useNames()
  return (
    <Facts
      across
      facts={[
        ...(row.started_by ? [{ key: 'by', name: t.startedBy, value: name(row.started_by) }] : []),
        { key: 'started', name: words.startedAt, value: <Time at={row.started_at} /> },
        ...(row.ended_at ? [{ key: 'ended', name: words.endedAt, value: <Time at={row.ended_at} /> }] : []),
        ...(row.business_key ? [{ key: 'key', name: t.key, value: row.business_key }] : []),
        ...(parent
          ? [{ key: 'parent', name: t.parent, value: <Link to={`/cases/${parent.id}`}>{name(parent)}</Link> }]
          : []),
        ...(children.length > 0
          ? [
              {
                key: 'children',
                name: t.children,
                value: children.map((child) => (
                  <div key={child.id}>
                    <Link to={`/cases/${child.id}`}>{name(child)}</Link>
                  </div>
                )),
              },
            ]
          : []),
      ]}
    />
  )
}
