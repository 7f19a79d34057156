import { useTexts } from '@/i18n/context.ts'
import { useSession } from '@/session/useSession.ts'
import { uiTexts } from '@/ui/texts.ts'

/** Nobody shall take the made-up organisation for a real one. */
export function DemonstrationBar() {
  const t = useTexts(uiTexts)
  if (!useSession().data?.organisation?.demonstration) return null
  return (
    <div className="demonstration" role="note">
      <strong>{t.demonstration}</strong> <span>{t.demonstrationHint}</span>
    </div>
  )
}
