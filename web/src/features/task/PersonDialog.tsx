import { Modal } from 'antd'
import { useState } from 'react'
import type { Ref } from '@/api/types.ts'
import { PersonSelect } from '@/dictionary/PersonSelect.tsx'
import { useTexts } from '@/i18n/context.ts'
import { taskTexts } from './texts.ts'

interface Properties {
  title: string
  text: string
  busy: boolean
  onCancel: () => void
  onChosen: (userId: string) => void
}

export function PersonDialog({ title, text, busy, onCancel, onChosen }: Properties) {
  const t = useTexts(taskTexts)
  const [chosen, setChosen] = useState<Ref | null>(null)
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t.cancel}
      okButtonProps={{ disabled: !chosen, loading: busy }}
      onCancel={onCancel}
      onOk={() => chosen && onChosen(chosen.id)}
    >
      <p>{text}</p>
      <PersonSelect chosen={chosen} onChoose={setChosen} />
    </Modal>
  )
}
