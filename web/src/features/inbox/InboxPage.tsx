import { QuestionCircleOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Popover, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { INBOX_VIEWS } from '@/api/codes.ts'
import { useTexts } from '@/i18n/context.ts'
import { MoreButton } from '@/lists/ListContent.tsx'
import { Page } from '@/ui/Page.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { columnsAtFirst, useColumns, type Column } from './columns.tsx'
import { EmptyInbox } from './EmptyInbox.tsx'
import { InboxFilterBar } from './InboxFilterBar.tsx'
import { useInboxFilters } from './useInboxFilters.ts'
import { InboxTable } from './InboxTable.tsx'
import { inboxTexts } from './texts.ts'
import { useCalmRows, useClaim, useFollowRevision, useInboxList } from './useInbox.ts'
import { useChosenColumns } from './useChosenColumns.ts'
import { focusedTask, moveFocus, useKeyboard } from './useKeyboard.ts'
import { useMayClaim } from './useMayClaim.ts'
import { useReading } from './useReading.ts'
import { ViewTabs } from './ViewTabs.tsx'
import './inbox.css'

export function InboxPage() {
  const t = useTexts(inboxTexts)
  const { filters, change, clear } = useInboxFilters()
  const search = useRef<HTMLInputElement>(null)
  const [helping, setHelping] = useState(false)
  const list = useInboxList(filters)
  const [reading, readingEvents] = useReading()
  const fresh = list.rows
  const { rows, held, showAll } = useCalmRows(fresh, list.isPlaceholderData ? 'of the filters before' : JSON.stringify(filters), reading)
  const columns = useColumns(fresh)
  const [chosen, toggle] = useChosenColumns(columnsAtFirst(columns, filters.view))
  const claim = useClaim()
  const mayClaim = useMayClaim()
  useFollowRevision()

  useKeyboard({
    move: moveFocus,
    claim: () => {
      const row = fresh.find(({ task_id }) => task_id === focusedTask())
      if (row && mayClaim(row)) claim.mutate(row)
    },
    search: () => search.current?.focus(),
    help: () => setHelping((shown) => !shown),
    view: (index) => change({ view: INBOX_VIEWS[index] }),
  })

  return (
    <Page
      wide
      title={t.title}
      actions={
        <>
          <ColumnChooser columns={columns} chosen={chosen} toggle={toggle} />
          <KeyHelp open={helping} onOpen={setHelping} />
        </>
      }
    >
      <ViewTabs view={filters.view} onView={(view) => change({ view, role: undefined })} />
      <InboxFilterBar filters={filters} clear={clear} search={search} />
      {list.error ? <ProblemNotice error={list.error} retry={list.retry} /> : null}
      {list.isPending ? <Skeleton active paragraph={{ rows: 8 }} title={false} /> : null}
      {held > 0 ? (
        <button type="button" className="inbox-held" onClick={showAll}>
          {t.newOnes(held)} · <strong>{t.show}</strong>
        </button>
      ) : null}
      {list.isSuccess && rows.length === 0 ? <EmptyInbox filters={filters} clear={clear} change={change} /> : null}
      {rows.length > 0 ? (
        <div className="inbox-list" {...readingEvents} aria-busy={list.isFetching}>
          <InboxTable
            rows={rows}
            columns={columns.filter(({ id, fixed }) => fixed ?? chosen.has(id))}
            sort={filters.sort}
            onSort={(sort) => change({ sort })}
            onClaim={(row) => claim.mutate(row)}
            claiming={claim.isPending ? claim.variables.task_id : undefined}
          />
          <footer className="inbox-foot">
            <span className="quiet">{t.shown(rows.length, list.more !== null)}</span>
            <MoreButton list={list} />
          </footer>
        </div>
      ) : null}
    </Page>
  )
}

interface ChooserProperties {
  columns: readonly Column[]
  chosen: ReadonlySet<string>
  toggle: (id: string) => void
}

function ColumnChooser({ columns, chosen, toggle }: ChooserProperties) {
  const t = useTexts(inboxTexts)
  const list = (
    <div className="column-list">
      {columns
        .filter(({ fixed }) => !fixed)
        .map((column) => (
          <label key={column.id} className="row">
            <input type="checkbox" checked={chosen.has(column.id)} onChange={() => toggle(column.id)} />
            {column.name}
          </label>
        ))}
    </div>
  )
  return (
    <Popover content={list} trigger="click" placement="bottomRight" title={t.columns}>
      <Button icon={<SettingOutlined />}>{t.columns}</Button>
    </Popover>
  )
}

function KeyHelp({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useTexts(inboxTexts)
  const list = (
    <dl className="key-list">
      {t.keysHelp.map(([key, what]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
  return (
    <Popover content={list} open={open} onOpenChange={onOpen} trigger="click" placement="bottomRight" title={t.keys}>
      <Button icon={<QuestionCircleOutlined />} aria-label={t.keys} title={t.keys} />
    </Popover>
  )
}
