import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answer, api, ifMatch, once } from '@/api/client.ts'
import { newKey } from '@/api/key.ts'
import { keys } from '@/api/keys.ts'
import { asProblem } from '@/api/problem.ts'
import type { TaskDetail, TaskReceipt } from '@/api/types.ts'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { useMessage } from '@/ui/feedback.ts'
import { taskTexts } from './texts.ts'

/** A task with its form in the person's language. Kept while the other language loads, so that no field disappears. */
export function useTask(taskId: string) {
  const { locale } = useLanguage()
  return useQuery({
    queryKey: keys.task.inLanguage(taskId, locale),
    queryFn: () => answer(api.GET('/api/v1/tasks/{task_id}', { params: { path: { task_id: taskId }, query: { locale } } })),
    placeholderData: (before) => (before?.task_id === taskId ? before : undefined),
    refetchOnWindowFocus: false,
  })
}

export type Move = { verb: 'claim' | 'unclaim' | 'resolve' } | { verb: 'assign' | 'delegate'; user_id: string }

function send(task: TaskDetail, move: Move): Promise<TaskReceipt> {
  const params = { path: { task_id: task.task_id }, header: { ...ifMatch(task.version), ...once(newKey()) } }
  switch (move.verb) {
    case 'claim':
      return answer(api.POST('/api/v1/tasks/{task_id}/claim', { params }))
    case 'unclaim':
      return answer(api.POST('/api/v1/tasks/{task_id}/unclaim', { params }))
    case 'resolve':
      return answer(api.POST('/api/v1/tasks/{task_id}/resolve', { params }))
    case 'assign':
      return answer(api.POST('/api/v1/tasks/{task_id}/assign', { params, body: { user_id: move.user_id } }))
    case 'delegate':
      return answer(api.POST('/api/v1/tasks/{task_id}/delegate', { params, body: { user_id: move.user_id } }))
  }
}

/** Claim, give back, assign, delegate, return: whoever was faster is shown after a refusal. */
export function useMove(task: TaskDetail, onDone: (move: Move, receipt: TaskReceipt) => void) {
  const client = useQueryClient()
  const message = useMessage()
  const { locale } = useLanguage()
  const t = useTexts(taskTexts)
  return useMutation({
    mutationFn: (move: Move) => send(task, move),
    onSuccess: (receipt, move) => {
      void message.success(t.did[move.verb])
      onDone(move, receipt)
    },
    onError: (error) => message.warning(asProblem(error).sentence(locale), 6),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.task.one(task.task_id) }),
        client.invalidateQueries({ queryKey: keys.inbox.all }),
        client.invalidateQueries({ queryKey: keys.case.one(task.instance_id) }),
      ]),
  })
}

export function completeTask(task: TaskDetail, submission: Record<string, unknown>, key: string): Promise<TaskReceipt> {
  return answer(
    api.POST('/api/v1/tasks/{task_id}/complete', {
      params: { path: { task_id: task.task_id }, header: { ...ifMatch(task.version), ...once(key) } },
      body: { submission },
    }),
  )
}
