/** @jsxImportSource preact */
// form-js draws with preact; this file is the one place where the product does too.
import { Errors, FilePicker, FormContext, Label } from '@bpmn-io/form-js-viewer'
import { useContext, useRef, useState } from 'preact/hooks'
import { asProblem } from '@/api/problem.ts'
import type { Locale } from '@/i18n/locale.ts'
import { attachmentIds, attachmentValue } from './attachmentValues.ts'
import type { Translate } from './translate.ts'

/** What the field needs from the screen around the form; a form-js service named `uploads`. */
export interface Uploads {
  send: ((file: File) => Promise<{ id: string; name: string }>) | undefined
  names: Map<string, string>
  locale: Locale
}

interface Properties {
  field: { label?: string; multiple?: boolean | string; accept?: string; validate?: { required?: boolean } }
  domId: string
  value: unknown
  errors?: string[]
  disabled?: boolean
  readonly?: boolean
  onChange: (change: { value: string[] | null }) => void
}

/** Uploads at once and keeps only the attachments' ids: drafts survive, and submitting stays small. */
export function FileField({ field, domId, value, errors = [], disabled, readonly, onChange }: Properties) {
  const { getService } = useContext(FormContext) as { getService: (name: string) => unknown }
  const translate = getService('translate') as Translate
  const uploads = getService('uploads') as Uploads
  const input = useRef<HTMLInputElement>(null)
  const [sending, setSending] = useState('')
  const [failure, setFailure] = useState('')
  const ids = attachmentIds(value)
  const multiple = field.multiple === true
  const locked = Boolean(disabled || readonly || sending || !uploads.send)

  const add = async (chosen: FileList) => {
    const added = multiple ? [...ids] : []
    setFailure('')
    for (const file of chosen) {
      setSending(translate('Uploading {name}…', { name: file.name }))
      try {
        const sent = await uploads.send?.(file)
        if (!sent) break
        uploads.names.set(sent.id, sent.name)
        added.push(sent.id)
      } catch (error) {
        setFailure(translate('{name} could not be uploaded: {reason}', { name: file.name, reason: asProblem(error).sentence(uploads.locale) }))
      }
    }
    setSending('')
    onChange({ value: attachmentValue(added) })
  }

  return (
    <div class={`fjs-form-field fjs-form-field-filepicker${errors.length > 0 ? ' fjs-has-errors' : ''}`}>
      <Label htmlFor={domId} label={field.label} required={field.validate?.required ?? false} />
      <input
        ref={input}
        id={domId}
        type="file"
        class="file-input"
        disabled={locked}
        multiple={multiple}
        {...(field.accept ? { accept: field.accept } : {})}
        aria-describedby={`${domId}-error-message`}
        onChange={(event) => event.currentTarget.files && void add(event.currentTarget.files)}
      />
      <ul class="file-list">
        {ids.map((id) => {
          const name = uploads.names.get(id) ?? translate('Uploaded file')
          return (
            <li key={id}>
              <a href={`/api/v1/attachments/${id}`} download>
                {name}
              </a>
              {locked ? null : (
                <button
                  type="button"
                  aria-label={translate('Remove {name}', { name })}
                  onClick={() => onChange({ value: attachmentValue(ids.filter((other) => other !== id)) })}
                >
                  ×
                </button>
              )}
            </li>
          )
        })}
      </ul>
      {locked && !sending ? null : (
        <button type="button" class="file-button" disabled={locked} onClick={() => input.current?.click()}>
          {sending || translate('Upload')}
        </button>
      )}
      <Errors id={`${domId}-error-message`} errors={failure ? [...errors, failure] : errors} />
    </div>
  )
}
FileField.config = { ...FilePicker.config }
