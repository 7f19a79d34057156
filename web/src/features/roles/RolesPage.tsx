import { Button } from 'antd'
import { useState } from 'react'
import type { Role } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { useMay } from '@/session/useSession.ts'
import { useRoles } from '@/dictionary/dictionary.ts'
import { DataTable } from '@/ui/DataTable.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { RoleDialog } from './RoleDialog.tsx'
import { rolesTexts } from './texts.ts'

export function RolesPage() {
  const t = useTexts(rolesTexts)
  const name = useNames()
  const { locale } = useLanguage()
  const may = useMay()
  const [editing, setEditing] = useState<Role | 'new' | null>(null)
  const manages = may('roles.manage')
  return (
    <Page
      wide
      title={t.title}
      note={t.note}
      actions={
        manages ? (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t.add}
          </Button>
        ) : null
      }
    >
      <Loaded query={useRoles()}>
        {({ items, permissions }) => (
          <>
            <DataTable
              caption={t.title}
              rows={items}
              keyOf={(role) => role.id}
              columns={[
                {
                  id: 'name',
                  name: t.name,
                  cell: (role) => (
                    <div>
                      <strong>{name(role)}</strong> {role.built_in ? <Tag>{t.builtIn}</Tag> : null}
                      <div className="mono quiet">{role.id}</div>
                    </div>
                  ),
                },
                { id: 'description', name: t.description, cell: (role) => ({ zh: role.description_zh, en: role.description_en })[locale] },
                {
                  id: 'permissions',
                  name: t.permissions,
                  cell: (role) => (
                    <span className="row">
                      {role.permissions.map((permission) => (
                        <Tag key={permission} tone="brand" title={permission}>
                          {t.words[permission] ?? permission}
                        </Tag>
                      ))}
                    </span>
                  ),
                },
                {
                  id: 'edit',
                  name: '',
                  align: 'right',
                  cell: (role) =>
                    manages ? (
                      <Button size="small" onClick={() => setEditing(role)}>
                        {t.edit}
                      </Button>
                    ) : null,
                },
              ]}
            />
            {editing ? <RoleDialog role={editing === 'new' ? null : editing} permissions={permissions} onClose={() => setEditing(null)} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  )
}
