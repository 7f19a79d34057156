import { Button, Skeleton } from 'antd'
import { Suspense, useCallback, useRef, useState, type ReactNode } from 'react'
import type { FormView as Form } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { FormView, type FormHandle, type FormValues } from '@/bpmn/index.ts'
import { Notice } from '@/ui/Notice.tsx'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { DraftLine, RestoredNote } from './DraftNote.tsx'
import { formTexts } from './texts.ts'
import { uploadFile, type UploadTarget } from './upload.ts'
import { useDraft } from './useDraft.ts'
import { useSubmission } from './useSubmission.ts'
import './forms.css'

interface Properties {
  /** Names the draft: "task:<id>" or "start:<procedure>". */
  subject: string
  form: Form | null
  readOnly?: boolean
  target: UploadTarget
  submitLabel: string
  send: (values: FormValues, key: string) => Promise<void>
  /** After a conflict: show how things are now. */
  reload: () => unknown
  /** Further buttons beside the one that sends. */
  children?: ReactNode
}

/** A form with its draft, its errors and its button: the same for tasks, for starting, and in the portal. */
export function FormFiller({ subject, form, readOnly = false, target, submitLabel, send, reload, children }: Properties) {
  const t = useTexts(formTexts)
  const { locale } = useLanguage()
  const handle = useRef<FormHandle>(null)
  const container = useRef<HTMLDivElement>(null)
  const keeper = useDraft(subject, form)
  const [fresh, setFresh] = useState(0) // counts how often the draft was discarded
  const restored = readOnly || fresh > 0 ? null : keeper.restored
  const { sending, wrong, problem, submit } = useSubmission(handle, container, async (values, key) => {
    await send(values, key)
    await keeper.discard(false)
  })
  const upload = useCallback((file: File) => uploadFile(file, target), [target])
  const discard = async () => {
    await keeper.discard(true)
    setFresh((count) => count + 1)
  }
  return (
    <div ref={container} className="filler">
      {restored ? <RestoredNote at={restored.at} onDiscard={() => void discard()} /> : null}
      {form ? (
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 6 }} />}>
          <FormView
            key={fresh}
            ref={handle}
            schema={form.schema}
            initial={{ ...form.data, ...restored?.data }}
            lists={form.lists}
            readOnly={readOnly}
            upload={upload}
            onChange={keeper.change}
          />
        </Suspense>
      ) : (
        <p className="quiet">{t.noForm}</p>
      )}
      {wrong > 0 ? <Notice tone="bad" title={t.wrong(wrong)} /> : null}
      {problem?.isConflict ? (
        <Notice tone="warn" title={t.conflictTitle} text={`${problem.sentence(locale)} ${t.conflictText}`}>
          <Button onClick={() => void keeper.flush().then(() => reload())}>{t.loadAgain}</Button>
        </Notice>
      ) : null}
      {problem && !problem.isConflict ? <ProblemNotice error={problem} /> : null}
      <div className="filler-bar">
        {readOnly ? null : (
          <Button type="primary" loading={sending} onClick={() => void submit()} data-action="submit">
            {submitLabel}
          </Button>
        )}
        {children}
        <DraftLine state={keeper.state} />
      </div>
    </div>
  )
}
