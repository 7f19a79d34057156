import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { has, is, type CaseState, type TaskState, type TaskVerb } from '@/api/codes.ts'
import { keys } from '@/api/keys.ts'
import type { TaskDetail, TaskReceipt } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { dateTime } from '@/i18n/times.ts'
import { FormFiller } from '@/forms/FormFiller.tsx'
import { Notice } from '@/ui/Notice.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { shortHash } from '@/ui/values.ts'
import { useMessage } from '@/ui/feedback.ts'
import { Moves } from './Moves.tsx'
import { taskTexts } from './texts.ts'
import { completeTask } from './useTask.ts'

/** On to the next task of this case that is the person's; otherwise back to the inbox, with the receipt. */
function useGoOn(task: TaskDetail): (receipt: TaskReceipt) => void {
  const t = useTexts(taskTexts)
  const name = useNames()
  const navigate = useNavigate()
  const client = useQueryClient()
  const message = useMessage()
  return (receipt) => {
    const last = receipt.receipts.at(-1)
    const next = receipt.next_tasks[0]
    const proof = last ? ` · ${t.evidence} ${last.position} · ${shortHash(last.hash)}` : ''
    void message.success(`${t.done(name(task))}${proof}${next ? ` · ${t.nextHere}` : ''}`, 6)
    client.removeQueries({ queryKey: keys.task.one(task.task_id) })
    void client.invalidateQueries({ queryKey: keys.inbox.all })
    void client.invalidateQueries({ queryKey: keys.case.one(task.instance_id) })
    void navigate(next ? `/tasks/${next}` : '/inbox')
  }
}

/** The form and what may be done with the task. */
export function Work({ task }: { task: TaskDetail }) {
  const t = useTexts(taskTexts)
  const client = useQueryClient()
  const goOn = useGoOn(task)
  const target = useMemo(() => ({ task_id: task.task_id }), [task.task_id])
  const mayComplete = has<TaskVerb>(task.actions, 'complete')
  return (
    <Panel title={t.form}>
      <div className="stack">
        <Hint task={task} />
        <FormFiller
          subject={`task:${task.task_id}`}
          form={task.form}
          readOnly={!mayComplete}
          target={target}
          submitLabel={t.complete}
          send={async (values, key) => goOn(await completeTask(task, values, key))}
          reload={() => client.invalidateQueries({ queryKey: keys.task.one(task.task_id) })}
        >
          <Moves task={task} onCompleted={goOn} />
        </FormFiller>
      </div>
    </Panel>
  )
}

function Hint({ task }: { task: TaskDetail }) {
  const t = useTexts(taskTexts)
  const name = useNames()
  const zone = useLanguage()
  if (!is<TaskState>(task.state, 'open')) {
    const when = task.ended_at ? dateTime(task.ended_at, zone) : ''
    const text = task.ended_by ? t.endedBy(name(task.ended_by), when) : when
    const completed = is<TaskState>(task.state, 'completed')
    return <Notice tone={completed ? 'good' : 'info'} title={completed ? t.completedTitle : t.cancelledTitle} text={text} />
  }
  if (is<CaseState>(task.instance_state, 'suspended')) return <Notice tone="warn" title={t.suspended} />
  if (has<TaskVerb>(task.actions, 'claim')) {
    const mayFill = has<TaskVerb>(task.actions, 'complete') ? t.claimOrFill : t.claimAndFill
    return <Notice tone="info" title={task.complete_on_claim ? t.completeOnClaimText : mayFill} />
  }
  if (task.assignee && !has<TaskVerb>(task.actions, 'complete')) return <Notice tone="info" title={t.otherText(name(task.assignee))} />
  return null
}
