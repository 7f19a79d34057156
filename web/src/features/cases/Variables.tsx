import type { InstanceDetail } from '@/api/types.ts'
import { useTexts } from '@/app/i18n/context.ts'
import { DataTable } from '@/ui/DataTable.tsx'
import { plainValue } from '@/ui/values.ts'
import { casesTexts } from './texts.ts'

export function Variables({ variables }: { variables: InstanceDetail['variables'] }) {
  const t = useTexts(casesTexts)
  const rows = Object.entries(variables).map(([name, value]) => ({ name, value }))
  if (rows.length === 0) return <p className="quiet">{t.noVariables}</p>
  return (
    <DataTable
      caption={t.variables}
      rows={rows}
      keyOf={(row) => row.name}
      columns={[
        { id: 'name', name: t.name, cell: (row) => <code>{row.name}</code> },
        { id: 'value', name: t.value, cell: (row) => plainValue(row.value) || <span className="quiet">—</span> },
      ]}
    />
  )
}
