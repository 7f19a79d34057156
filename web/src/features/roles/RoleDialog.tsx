import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal } from 'antd'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import type { Role } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { rolesTexts } from './texts.ts'

interface Entries {
  id: string
  name_zh: string
  name_en: string
  description_zh: string
  description_en: string
  permissions: string[]
}

interface Properties {
  role: Role | null
  permissions: readonly string[]
  onClose: () => void
}

function store(role: Role | null, { id, ...changes }: Entries) {
  return role
    ? answer(api.PATCH('/api/v1/roles/{role_id}', { params: { path: { role_id: role.id }, header: ifMatch(role.version) }, body: changes }))
    : answer(api.POST('/api/v1/roles', { params: { header: once(newKey()) }, body: { id, ...changes } }))
}

export function RoleDialog({ role, permissions, onClose }: Properties) {
  const t = useTexts(rolesTexts)
  const client = useQueryClient()
  const message = useMessage()
  const [form] = Form.useForm<Entries>()
  const save = useMutation({
    mutationFn: (entries: Entries) => store(role, entries),
    onSuccess: async () => {
      void message.success(t.saved)
      await client.invalidateQueries({ queryKey: keys.roles })
      onClose()
    },
  })
  const needed = [{ required: true, message: t.needed }]
  return (
    <Modal open title={role ? t.edit : t.add} okText={t.save} cancelText={t.cancel} onCancel={onClose} onOk={() => form.submit()} okButtonProps={{ loading: save.isPending }}>
      <Form<Entries> form={form} layout="vertical" initialValues={role ?? { permissions: [] }} onFinish={(entries) => save.mutate(entries)}>
        <Form.Item name="id" label={t.id} rules={[{ required: true, pattern: /^[a-z][a-z0-9_]*$/, message: t.idRule }]}>
          <Input disabled={role !== null} className="mono" />
        </Form.Item>
        <Form.Item name="name_zh" label={t.nameZh} rules={needed}>
          <Input />
        </Form.Item>
        <Form.Item name="name_en" label={t.nameEn} rules={needed}>
          <Input />
        </Form.Item>
        <Form.Item name="description_zh" label={t.descriptionZh}>
          <Input.TextArea autoSize />
        </Form.Item>
        <Form.Item name="description_en" label={t.descriptionEn}>
          <Input.TextArea autoSize />
        </Form.Item>
        <Form.Item name="permissions" label={t.permissions}>
          <Checkbox.Group options={permissions.map((permission) => ({ value: permission, label: t.words[permission] ?? permission }))} />
        </Form.Item>
        {save.isError ? <ProblemNotice error={save.error} /> : null}
      </Form>
    </Modal>
  )
}
