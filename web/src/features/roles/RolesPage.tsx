import { Button } from 'antd'
import { useState } from 'react'
import type { Role } from '@/api/types.ts'
import { useRoles } from '@/dictionary/dictionary.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { ListPage } from '@/lists/ListPage.tsx'
import { wholeList } from '@/lists/useList.ts'
import { useMay } from '@/session/useSession.ts'
import type { TableColumn } from '@/ui/DataTable.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { RoleDialog } from './RoleDialog.tsx'
import { rolesTexts } from './texts.ts'

export function RolesPage() {
  const t = useTexts(rolesTexts)
  const manages = useMay()('roles.manage')
  const roles = useRoles()
  const [editing, setEditing] = useState<Role | 'new' | null>(null)
  const columns = useRoleColumns(manages ? setEditing : null)
  return (
    <ListPage
      title={t.title}
      note={t.note}
      actions={
        manages ? (
          <Button type="primary" onClick={() => setEditing('new')}>
            {t.add}
          </Button>
        ) : null
      }
      list={wholeList(roles)}
      columns={columns}
      keyOf={(role) => role.id}
    >
      {editing ? <RoleDialog role={editing === 'new' ? null : editing} permissions={roles.data?.permissions ?? []} onClose={() => setEditing(null)} /> : null}
    </ListPage>
  )
}

/** `edit`: null for those who may only look. */
function useRoleColumns(edit: ((role: Role) => void) | null): TableColumn<Role>[] {
  const t = useTexts(rolesTexts)
  const name = useNames()
  const { locale } = useLanguage()
  return [
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
        edit ? (
          <Button size="small" onClick={() => edit(role)}>
            {t.edit}
          </Button>
        ) : null,
    },
  ]
}
