import { useQuery } from '@tanstack/react-query'
import { Modal, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { answer, api } from '@/api/client.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
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
  const name = useNames()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const search = useDeferredValue(typed)
  const people = useQuery({
    queryKey: ['people', search],
    queryFn: () => answer(api.GET('/api/v1/people', { params: { query: { limit: 50, ...(search ? { text: search } : {}) } } })),
    placeholderData: (before) => before,
  })
  const options = (people.data?.items ?? []).map((person) => ({
    value: person.id,
    label: name(person),
  }))
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t.cancel}
      okButtonProps={{ disabled: !chosen, loading: busy }}
      onCancel={onCancel}
      onOk={() => chosen && onChosen(chosen)}
    >
      <p>{text}</p>
      <Select
        aria-label={t.person}
        autoFocus
        showSearch={{ filterOption: false, onSearch: setTyped }}
        style={{ width: '100%', margin: '12px 0' }}
        placeholder={t.findPerson}
        notFoundContent={t.nobodyFound}
        value={chosen}
        onChange={setChosen}
        options={options}
      />
    </Modal>
  )
}
