import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { answer, api, once } from '@/api/client.ts'
import { is, type VersionState } from '@/api/codes.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { asProblem } from '@/api/problem.ts'
import { useTexts } from '@/i18n/context.ts'
import { Notice } from '@/ui/Notice.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { plainValue } from '@/ui/values.ts'
import { FaultList, type Told } from './FaultList.tsx'
import { definitionsTexts } from './texts.ts'

async function asTexts(files: readonly File[]): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, await file.text()] as const)))
}

/** Uploads a bundle; all faults are shown at once, each with its place and a plain sentence. */
export function DeployDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(definitionsTexts)
  const client = useQueryClient()
  const [files, setFiles] = useState<File[]>([])
  const [note, setNote] = useState('')
  const deploy = useMutation({
    mutationFn: async () => answer(api.POST('/api/v1/definitions', { params: { header: once(newKey()) }, body: { files: await asTexts(files), note } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.definitions.all }),
  })
  return (
    <Modal
      open
      width={680}
      title={t.deployTitle}
      okText={deploy.isSuccess ? t.close : t.deployNow}
      cancelText={t.cancel}
      onCancel={onClose}
      onOk={() => (deploy.isSuccess ? onClose() : deploy.mutate())}
      {...(deploy.isSuccess ? { cancelButtonProps: { style: { display: 'none' } } } : {})}
      okButtonProps={{ disabled: files.length === 0, loading: deploy.isPending }}
    >
      <div className="stack">
        <p>{t.deployText}</p>
        <label className="stack">
          {t.files}
          <input type="file" multiple accept=".bpmn,.dmn,.form,.toml,.yaml,.xml,.json" onChange={(event) => setFiles([...(event.target.files ?? [])])} />
        </label>
        <Input.TextArea rows={2} maxLength={2000} aria-label={t.noteLabel} placeholder={t.noteLabel} value={note} onChange={(event) => setNote(event.target.value)} />
        {deploy.isError ? <Refused error={deploy.error} /> : null}
        {deploy.isSuccess ? <Notice tone="good" title={(is<VersionState>(deploy.data.state, 'deployed') ? t.deployed : t.submitted)(deploy.data.number)} /> : null}
        {deploy.isSuccess && deploy.data.warnings.length > 0 ? (
          <Notice tone="warn" title={t.lookAt(deploy.data.warnings.length)} text={<FaultList faults={deploy.data.warnings.map(told)} />} />
        ) : null}
      </div>
    </Modal>
  )
}

function told(warning: Readonly<Record<string, unknown>>): Told {
  return { file: plainValue(warning.file), where: plainValue(warning.where), en: plainValue(warning.en), zh: plainValue(warning.zh) }
}

/** Why a bundle was not taken: every fault of every file, or what else went wrong. */
function Refused({ error }: { error: unknown }) {
  const t = useTexts(definitionsTexts)
  const { faults } = asProblem(error)
  if (faults.length === 0) return <ProblemNotice error={error} />
  return <Notice tone="bad" title={t.refused(faults.length)} text={<FaultList faults={faults} />} />
}
