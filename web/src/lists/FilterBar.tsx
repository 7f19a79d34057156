import { Button } from 'antd'
import type { ReactNode, Ref } from 'react'
import { useTexts } from '@/i18n/context.ts'
import { Choice, type Option } from '@/ui/Choice.tsx'
import { SearchField } from '@/ui/SearchField.tsx'
import { listTexts } from './texts.ts'
import { useFilters } from './useFilters.ts'

interface BarProperties {
  label?: string
  /** Takes back what is filtered; absent where there is nothing to take back. */
  onClear?: (() => void) | undefined
  children: ReactNode
}

/** The filters above a list. */
export function FilterBar({ label, onClear, children }: BarProperties) {
  const t = useTexts(listTexts)
  return (
    <div className="filter-bar" role="search" aria-label={label}>
      {children}
      {onClear ? (
        <Button type="link" size="small" onClick={onClear}>
          {t.clear}
        </Button>
      ) : null}
    </div>
  )
}

interface Named {
  /** What the filter is called in the address. */
  name: string
}

export function TextFilter({ name, placeholder, ref }: Named & { placeholder: string; ref?: Ref<HTMLInputElement> }) {
  const { value, set } = useFilters()
  return <SearchField {...(ref ? { ref } : {})} text={value(name)} placeholder={placeholder} onSearch={set(name)} />
}

export function ChoiceFilter({ name, ...choice }: Named & { label: string; any: string; options: readonly Option[] }) {
  const { value, set } = useFilters()
  return <Choice {...choice} value={value(name)} onChange={set(name)} />
}

export function DayFilter({ name, label }: Named & { label: string }) {
  const { value, set } = useFilters()
  return (
    <label>
      {label}
      <input type="date" value={value(name) ?? ''} onChange={(event) => set(name)(event.target.value)} />
    </label>
  )
}
