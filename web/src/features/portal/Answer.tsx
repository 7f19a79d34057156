import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { has, type TaskVerb } from '@/api/codes.ts'
import { keys } from '@/api/keys.ts'
import type { TaskDetail } from '@/api/types.ts'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { FormFiller } from '@/forms/FormFiller.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Panel } from '@/ui/Panel.tsx'
import { Time } from '@/ui/Time.tsx'
import { useMessage } from '@/ui/feedback.ts'
import { portalTexts } from './texts.ts'

/** A question to the requester: answer, confirm, reopen, score: each is the form of a task. */
export function Answer({ taskId, instanceId }: { taskId: string; instanceId: string }) {
  const { locale } = useLanguage()
  const task = useQuery({
    queryKey: keys.task.inLanguage(taskId, locale),
    queryFn: () => answer(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: taskId }, query: { locale } } })),
    placeholderData: (before) => (before?.task_id === taskId ? before : undefined),
    refetchOnWindowFocus: false,
  })
  return <Loaded query={task}>{(loaded) => <Question task={loaded} instanceId={instanceId} />}</Loaded>
}

function Question({ task, instanceId }: { task: TaskDetail; instanceId: string }) {
  const t = useTexts(portalTexts)
  const { labelled } = useTexts(languageTexts)
  const name = useNames()
  const client = useQueryClient()
  const message = useMessage()
  const target = useMemo(() => ({ task_id: task.task_id }), [task.task_id])
  const send = async (submission: Record<string, unknown>, key: string) => {
    await answer(
      api.POST('/api/v1/tasks/{task_id}/complete', {
        params: { path: { task_id: task.task_id }, header: { ...ifMatch(task.version), ...once(key) } },
        body: { submission },
      }),
    )
    void message.success(t.answered, 5)
    await client.invalidateQueries({ queryKey: keys.requests.all })
  }
  return (
    <div className="question">
      <Panel
        title={labelled(t.todo, name(task))}
        extra={
          task.due_at ? (
            <span className="quiet">
              {t.due} <Time at={task.due_at} />
            </span>
          ) : null
        }
      >
        <FormFiller
          subject={`task:${task.task_id}`}
          form={task.form}
          readOnly={!has<TaskVerb>(task.actions, 'complete')}
          target={target}
          submitLabel={t.answer}
          send={send}
          reload={() => client.invalidateQueries({ queryKey: keys.requests.one(instanceId) })}
        />
      </Panel>
    </div>
  )
}
