import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { organisationTexts } from './texts.ts'

interface Properties<T> {
  title: string
  initial: Partial<T>
  /** What is fetched again once it is saved. */
  query: QueryKey
  store: (entries: T) => Promise<unknown>
  onClose: () => void
  children: ReactNode
}

/** Makes or changes one entry; what the server says is wrong stands below, and nothing typed is lost. */
export function EntryDialog<T extends object>({ title, initial, query, store, onClose, children }: Properties<T>) {
  const t = useTexts(organisationTexts)
  const client = useQueryClient()
  const message = useMessage()
  const [form] = Form.useForm<T>()
  const save = useMutation({
    mutationFn: store,
    onSuccess: async () => {
      void message.success(t.saved)
      await client.invalidateQueries({ queryKey: query })
      onClose()
    },
  })
  return (
    <Modal open title={title} okText={t.save} cancelText={t.cancel} onCancel={onClose} onOk={() => form.submit()} okButtonProps={{ loading: save.isPending }}>
      <Form<T> form={form} layout="vertical" initialValues={initial} onFinish={(entries) => save.mutate(entries)}>
        {children}
        {save.isError ? <ProblemNotice error={save.error} /> : null}
      </Form>
    </Modal>
  )
}
