import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { answer, api } from '@/api/client.ts'
import { keys } from '@/api/keys.ts'
import type { InstanceRow } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { startPath, useStartable } from '@/forms/startable.ts'
import { ListContent } from '@/lists/ListContent.tsx'
import { usePagedList } from '@/lists/useList.ts'
import { Empty } from '@/ui/Empty.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Time } from '@/ui/Time.tsx'
import { sections } from './sections.ts'
import { StageTag } from './Stage.tsx'
import { portalTexts } from './texts.ts'
import './portal.css'

const EVERY = 10_000

function useRequests() {
  return usePagedList({
    key: keys.requests.list,
    fetch: (page) => answer(api.GET('/api/v1/portal/requests', { params: { query: page } })),
    every: EVERY,
  })
}

/** The cases that wait for this person: those of their own open tasks. */
function useWaiting(): ReadonlySet<string> {
  const tasks = useQuery({
    queryKey: keys.requests.waiting,
    queryFn: () => answer(api.GET('/api/v1/inbox', { params: { query: { view: 'mine', limit: 100 } } })),
    refetchInterval: EVERY,
  })
  return new Set((tasks.data?.items ?? []).map((task) => task.instance_id))
}

export function RequestsPage() {
  const t = useTexts(portalTexts)
  const requests = useRequests()
  const waiting = useWaiting()
  return (
    <Page title={t.title} note={t.note}>
      <Offers />
      <ListContent list={requests} empty={<Empty title={t.empty} text={t.emptyText} />}>
        {(rows) =>
          sections(rows, waiting).map(([name, listed]) => (
            <section key={name} className="request-section" aria-label={t[name]}>
              <h2>{t[name]}</h2>
              <ul className={`request-list request-${name}`}>
                {listed.map((row) => (
                  <Request key={row.id} row={row} waiting={name === 'waiting'} />
                ))}
              </ul>
            </section>
          ))
        }
      </ListContent>
    </Page>
  )
}

function Offers() {
  const t = useTexts(portalTexts)
  const name = useNames()
  const { locale } = useLanguage()
  return (
    <section aria-label={t.raise} className="request-section">
      <h2>{t.raise}</h2>
      <Loaded query={useStartable()} rows={2}>
        {({ items }) => (
          <ul className="offers">
            {items
              .filter(({ portal }) => portal)
              .map((procedure) => (
                <li key={startPath(procedure)}>
                  <Link to={`/portal/new/${startPath(procedure)}`}>
                    <strong>{name(procedure)}</strong>
                    <span>{{ zh: procedure.description_zh, en: procedure.description_en }[locale]}</span>
                  </Link>
                </li>
              ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}

function Request({ row, waiting }: { row: InstanceRow; waiting: boolean }) {
  const name = useNames()
  const procedure = name({ name_zh: row.procedure_zh, name_en: row.procedure_en })
  return (
    <li>
      <Link to={`/portal/requests/${row.id}`}>
        <span className="request-title">{row.title || procedure}</span>
        <StageTag row={row} waiting={waiting} />
        <span className="request-line">
          <span className="mono">{row.number}</span>
          <span>{procedure}</span>
          <Time at={row.started_at} show="relative" />
        </span>
      </Link>
    </li>
  )
}
