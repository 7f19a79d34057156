import { is, type TaskState } from '@/api/codes.ts'
import type { TaskDetail } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useSignedIn } from '@/session/useSession.ts'
import { useDictionary } from '@/dictionary/dictionary.ts'
import { Due } from '@/ui/Due.tsx'
import { Facts } from '@/ui/Facts.tsx'
import { Time } from '@/ui/Time.tsx'
import { taskTexts } from './texts.ts'

/** Whose the task is and until when. */
export function TaskFacts({ task }: { task: TaskDetail }) {
  const t = useTexts(taskTexts)
  const { and } = useTexts(languageTexts)
  const name = useNames()
  const { user } = useSignedIn()
  const { candidate } = useDictionary()
  const assignee = task.assignee?.id === user.id ? t.you : name(task.assignee, t.nobody)
  return (
    <Facts
      across
      facts={[
        ...(is<TaskState>(task.state, 'open')
          ? [{ key: 'due', name: t.due, value: <Due at={task.due_at} workingSeconds={task.due_working_seconds} /> }]
          : []),
        { key: 'assignee', name: t.assignee, value: assignee },
        ...(task.owner ? [{ key: 'owner', name: t.owner, value: name(task.owner) }] : []),
        ...(task.candidates.length > 0
          ? [{ key: 'candidates', name: t.candidates, value: task.candidates.map(candidate).join(and) }]
          : []),
        ...(task.follow_up_at ? [{ key: 'followUp', name: t.followUp, value: <Time at={task.follow_up_at} /> }] : []),
        { key: 'since', name: t.since, value: <Time at={task.created_at} show="relative" /> },
      ]}
    />
  )
}
