import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { has, type TaskVerb } from '@/api/codes.ts'
import type { TaskDetail, TaskReceipt } from '@/api/types.ts'
import { useTexts } from '@/i18n/context.ts'
import { taskTexts } from './texts.ts'
import { useMove } from './useTask.ts'

const PersonDialog = lazy(() => import('./PersonDialog.tsx').then((module) => ({ default: module.PersonDialog })))

interface Properties {
  task: TaskDetail
  /** Where claiming is all there is to do, it completes the task. */
  onCompleted: (receipt: TaskReceipt) => void
}

/** Everything but completing, as far as the person may. */
export function Moves({ task, onCompleted }: Properties) {
  const t = useTexts(taskTexts)
  const [choosing, setChoosing] = useState<'assign' | 'delegate' | null>(null)
  const move = useMove(task, (done, receipt) => {
    setChoosing(null)
    if (done.verb === 'claim' && task.complete_on_claim) onCompleted(receipt)
  })
  const may = (verb: TaskVerb) => has<TaskVerb>(task.actions, verb)
  return (
    <>
      {may('claim') ? (
        <Button type={may('complete') ? 'default' : 'primary'} loading={move.isPending} onClick={() => move.mutate({ verb: 'claim' })} data-action="claim">
          {task.complete_on_claim ? t.takeOver : t.claim}
        </Button>
      ) : null}
      {may('resolve') ? <Button onClick={() => move.mutate({ verb: 'resolve' })}>{t.resolve}</Button> : null}
      {may('delegate') ? <Button onClick={() => setChoosing('delegate')}>{t.delegate}</Button> : null}
      {may('assign') ? <Button onClick={() => setChoosing('assign')}>{t.assign}</Button> : null}
      {may('unclaim') ? <Button onClick={() => move.mutate({ verb: 'unclaim' })}>{t.unclaim}</Button> : null}
      {choosing ? (
        <Suspense>
          <PersonDialog
            title={choosing === 'assign' ? t.assignTitle : t.delegateTitle}
            text={choosing === 'assign' ? t.assignText : t.delegateText}
            busy={move.isPending}
            onCancel={() => setChoosing(null)}
            onChosen={(user_id) => move.mutate({ verb: choosing, user_id })}
          />
        </Suspense>
      ) : null}
    </>
  )
}
