import { Input, Select } from 'antd'
import { useState } from 'react'
import type { InstanceDetail } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { ReasonDialog } from '@/ui/ReasonDialog.tsx'
import { casesTexts } from './texts.ts'

interface Properties {
  detail: InstanceDetail
  label: string
  busy: boolean
  error: unknown
  onCancel: () => void
  onConfirm: (variables: Record<string, unknown>, reason: string) => void
}

/** JSON where it is JSON; anything else is the text itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export function SetVariablesDialog({ detail, onConfirm, ...dialog }: Properties) {
  const t = useTexts(casesTexts)
  const [name, setName] = useState<string>()
  const [value, setValue] = useState('')
  const choose = (chosen: string) => {
    setName(chosen)
    setValue(JSON.stringify(detail.variables[chosen] ?? '', null, 2))
  }
  return (
    <ReasonDialog {...dialog} title={t.setVariables} text={t.setText} onConfirm={(reason) => name && onConfirm({ [name]: parsed(value) }, reason)}>
      <Select
        aria-label={t.variable}
        placeholder={t.variable}
        showSearch
        value={name ?? null}
        onChange={choose}
        options={Object.keys(detail.variables).map((each) => ({ value: each, label: each }))}
      />
      <Input.TextArea aria-label={t.json} placeholder={t.json} className="mono" autoSize={{ minRows: 2, maxRows: 10 }} value={value} onChange={(event) => setValue(event.target.value)} />
    </ReasonDialog>
  )
}
