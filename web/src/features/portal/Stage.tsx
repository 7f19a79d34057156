import type { InstanceRow } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { useDictionary } from '@/dictionary/dictionary.ts'
import { StateTag } from '@/case/StateTag.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { portalTexts } from './texts.ts'

const STAGE = 'status'

/** The procedure's own words for how far a request is, where it has a fact for that. */
function useStage(row: InstanceRow): string {
  const { factsOf, factText } = useDictionary()
  const fact = factsOf(row.procedure_id).find(({ variable }) => variable === STAGE)
  return fact && row.facts[STAGE] ? factText(fact, row.facts[STAGE]) : ''
}

export function StageTag({ row, waiting }: { row: InstanceRow; waiting: boolean }) {
  const t = useTexts(portalTexts)
  const stage = useStage(row)
  if (row.ended_at) return <StateTag state={row.state} />
  return <Tag tone={waiting ? 'warn' : 'brand'}>{stage || (waiting ? t.progress.yourTurn : t.progress.working)}</Tag>
}

const STEPS = ['received', 'working', 'yourTurn', 'done'] as const

/** Words that everybody understands; the procedure's own word for the stage stands below. */
export function Progress({ row, waiting }: { row: InstanceRow; waiting: boolean }) {
  const t = useTexts(portalTexts)
  const stage = useStage(row)
  const present = row.ended_at ? 'done' : waiting ? 'yourTurn' : 'working'
  const now = STEPS.indexOf(present)
  const shown = STEPS.filter((step) => step !== 'yourTurn' || waiting)
  return (
    <ol className="progress" aria-label={t.status}>
      {shown.map((step) => {
        const at = STEPS.indexOf(step)
        return (
          <li key={step} className={at < now ? 'is-past' : at === now ? 'is-now' : ''} aria-current={at === now ? 'step' : undefined}>
            {t.progress[step]}
            {at === now && stage ? <small>{stage}</small> : null}
          </li>
        )
      })}
    </ol>
  )
}
