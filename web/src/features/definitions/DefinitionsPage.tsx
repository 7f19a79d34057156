import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useDefinitions, useDictionary } from '@/dictionary/dictionary.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { ListPage } from '@/lists/ListPage.tsx'
import { wholeList } from '@/lists/useList.ts'
import { useMay } from '@/session/useSession.ts'
import { Empty } from '@/ui/Empty.tsx'
import { Time } from '@/ui/Time.tsx'
import { DeployDialog } from './DeployDialog.tsx'
import { InReview } from './InReview.tsx'
import { definitionsTexts } from './texts.ts'

export function DefinitionsPage() {
  const t = useTexts(definitionsTexts)
  const name = useNames()
  const { candidate } = useDictionary()
  const may = useMay()
  const [deploying, setDeploying] = useState(false)
  return (
    <ListPage
      title={t.title}
      note={t.note}
      actions={
        may('definitions.deploy') ? (
          <Button type="primary" onClick={() => setDeploying(true)}>
            {t.deploy}
          </Button>
        ) : null
      }
      list={wholeList(useDefinitions())}
      keyOf={(row) => row.procedure_id}
      columns={[
        { id: 'name', name: t.name, cell: (row) => <Link to={`/definitions/${row.procedure_id}`}>{name(row)}</Link> },
        { id: 'owner', name: t.owner, cell: (row) => (row.owner_role ? candidate(`role:${row.owner_role}`) : '—') },
        { id: 'version', name: t.version, cell: (row) => row.active_version },
        { id: 'since', name: t.since, cell: (row) => <Time at={row.deployed_at} /> },
        { id: 'clauses', name: t.clauses, cell: (row) => <span className="quiet">{row.clauses.join(' · ')}</span> },
      ]}
      empty={<Empty title={t.empty} />}
    >
      <InReview />
      {deploying ? <DeployDialog onClose={() => setDeploying(false)} /> : null}
    </ListPage>
  )
}
