import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { answer, api, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { useLanguage, useTexts } from '@/app/i18n/context.ts'
import { Notice } from '@/ui/Notice.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { plainValue } from '@/ui/values.ts'
import { definitionsTexts } from './texts.ts'

async function asTexts(files: readonly File[]): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, await file.text()] as const)))
}

/** Uploads a bundle; all faults are shown at once, each with its place and a plain sentence. */
export function DeployDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(definitionsTexts)
  const { locale } = useLanguage()
  const client = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const [note, setNote] = useState('')
  const deploy = useMutation({
    mutationFn: async () => answer(api.POST('/api/v1/definitions', { params: { header: once(newKey()) }, body: { files: await asTexts(files), note } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['definitions'] }),
  })
  return (
    <Modal
      open
      width={680}
      title={t.deployTitle}
      okText={t.deployNow}
      cancelText={t.cancel}
      onCancel={onClose}
      onOk={() => (deploy.isSuccess ? onClose() : deploy.mutate())}
      okButtonProps={{ disabled: files.length === 0, loading: deploy.isPending }}
    >
      <div className="stack">
        <p>{t.deployText}</p>
        <label className="stack">
          {t.files}
          <input type="file" multiple accept=".bpmn,.dmn,.form,.toml,.yaml,.xml,.json" onChange={(event) => setFiles([...(event.target.files ?? [])])} />
        </label>
        <Input.TextArea rows={2} maxLength={2000} aria-label={t.noteLabel} placeholder={t.noteLabel} value={note} onChange={(event) => setNote(event.target.value)} />
        {deploy.isError ? <ProblemNotice error={deploy.error} /> : null}
        {deploy.isSuccess ? (
          <Notice
            tone="good"
            title={t.deployed(deploy.data.number)}
            text={deploy.data.warnings.map((warning) => (
              <div key={JSON.stringify(warning)}>
                <code>{plainValue(warning.where)}</code> {plainValue(warning[locale])}
              </div>
            ))}
          />
        ) : null}
      </div>
    </Modal>
  )
}
