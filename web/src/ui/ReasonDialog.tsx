import { Input, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTexts } from '@/i18n/context.ts'
import { ProblemNotice } from './ProblemNotice.tsx'
import { uiTexts } from './texts.ts'

interface Properties {
  title: string
  text: string
  label: string
  danger?: boolean
  busy: boolean
  error: unknown
  onCancel: () => void
  onConfirm: (reason: string) => void
  children?: ReactNode
}

/** Asks why before something out of the ordinary is done; the reason becomes evidence. */
export function ReasonDialog({ title, text, label, danger = false, busy, error, onCancel, onConfirm, children }: Properties) {
  const t = useTexts(uiTexts)
  const [reason, setReason] = useState('')
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t.back}
      okButtonProps={{ danger, loading: busy, disabled: reason.trim() === '' }}
      onCancel={onCancel}
      onOk={() => onConfirm(reason.trim())}
    >
      <div className="stack">
        <p>{text}</p>
        {children}
        <Input.TextArea autoFocus rows={3} maxLength={2000} aria-label={label} placeholder={label} value={reason} onChange={(event) => setReason(event.target.value)} />
        {error ? <ProblemNotice error={error} /> : null}
      </div>
    </Modal>
  )
}
