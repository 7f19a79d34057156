import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useNames, useTexts } from '@/i18n/context.ts'
import { useMay } from '@/session/useSession.ts'
import { useDefinitions, useDictionary } from '@/dictionary/dictionary.ts'
import { DataTable } from '@/ui/DataTable.tsx'
import { Empty } from '@/ui/Empty.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Time } from '@/ui/Time.tsx'
import { DeployDialog } from './DeployDialog.tsx'
import { definitionsTexts } from './texts.ts'

export function DefinitionsPage() {
  const t = useTexts(definitionsTexts)
  const name = useNames()
  const { candidate } = useDictionary()
  const may = useMay()
  const [deploying, setDeploying] = useState(false)
  return (
    <Page
      wide
      title={t.title}
      note={t.note}
      actions={
        may('definitions.deploy') ? (
          <Button type="primary" onClick={() => setDeploying(true)}>
            {t.deploy}
          </Button>
        ) : null
      }
    >
      <Loaded query={useDefinitions()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.empty} />
          ) : (
            <DataTable
              caption={t.title}
              rows={items}
              keyOf={(row) => row.procedure_id}
              columns={[
                { id: 'name', name: t.name, cell: (row) => <Link to={`/definitions/${row.procedure_id}`}>{name(row)}</Link> },
                { id: 'owner', name: t.owner, cell: (row) => (row.owner_role ? candidate(`role:${row.owner_role}`) : '—') },
                { id: 'version', name: t.version, cell: (row) => row.active_version },
                { id: 'since', name: t.since, cell: (row) => <Time at={row.deployed_at} /> },
                { id: 'clauses', name: t.clauses, cell: (row) => <span className="quiet">{row.clauses.join(' · ')}</span> },
              ]}
            />
          )
        }
      </Loaded>
      {deploying ? <DeployDialog onClose={() => setDeploying(false)} /> : null}
    </Page>
  )
}
