import type { InstanceDetail } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { useDictionary, useVariables } from '@/dictionary/dictionary.ts'
import { DataTable } from '@/ui/DataTable.tsx'
import { plainValue } from '@/ui/values.ts'
import { casesTexts } from './texts.ts'

export function Variables({ detail: { case: row, variables } }: { detail: InstanceDetail }) {
  const t = useTexts(casesTexts)
  const kindOf = useVariables(row.procedure_id)
  const { factName, factText } = useDictionary()
  const rows = Object.entries(variables).map(([name, value]) => ({ name, value }))
  const shown = (name: string, value: unknown) => {
    const kind = kindOf(name)
    return (kind ? factText(kind, value) : '') || plainValue(value)
  }
  if (rows.length === 0) return <p className="quiet">{t.noVariables}</p>
  return (
    <DataTable
      caption={t.variables}
      rows={rows}
      keyOf={(row) => row.name}
      columns={[
        {
          id: 'name',
          name: t.name,
          cell: ({ name }) => {
            const kind = kindOf(name)
            return (
              <span className="row">
                {kind ? <strong>{factName(kind)}</strong> : null}
                <code className="quiet">{name}</code>
              </span>
            )
          },
        },
        { id: 'value', name: t.value, cell: ({ name, value }) => shown(name, value) || <span className="quiet">—</span> },
      ]}
    />
  )
}
