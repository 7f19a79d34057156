import { Checkbox } from 'antd'
import { useFilters } from './useFilters.ts'

const YES = '1'

/** A file of its own: the inbox loads without antd’s checkbox. */
export function CheckFilter({ name, label }: { name: string; label: string }) {
  const { value, set } = useFilters()
  return (
    <Checkbox checked={value(name) === YES} onChange={(event) => set(name)(event.target.checked ? YES : undefined)}>
      {label}
    </Checkbox>
  )
}
