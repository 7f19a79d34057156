import { Link } from 'react-router'
import { Empty } from '@/ui/Empty.tsx'
import { useTexts } from '@/i18n/context.ts'
import { shellTexts } from './texts.ts'

export function NotFound() {
  const t = useTexts(shellTexts)
  return (
    <Empty title={t.notFoundTitle} text={t.notFoundText}>
      <Link to="/">{t.home}</Link>
    </Empty>
  )
}
