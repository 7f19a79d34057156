import { useTexts } from '@/i18n/context.ts'
import { Tag } from '@/ui/Tag.tsx'
import { organisationTexts } from './texts.ts'

export function State({ active }: { active: boolean }) {
  const t = useTexts(organisationTexts)
  return <Tag tone={active ? 'good' : 'plain'}>{active ? t.active : t.inactive}</Tag>
}
