import { Link } from 'react-router'
import type { OpenTask } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { Time } from '@/ui/Time.tsx'
import { casesTexts } from './texts.ts'

export function OpenTasks({ tasks }: { tasks: readonly OpenTask[] }) {
  const t = useTexts(casesTexts)
  const name = useNames()
  if (tasks.length === 0) return <p className="quiet">{t.noTasks}</p>
  return (
    <ul className="open-tasks">
      {tasks.map((task) => (
        <li key={task.task_id}>
          <div className="row spread">
            <Link to={`/tasks/${task.task_id}`}>{name(task)}</Link>
            {task.due_at ? (
              <span className="quiet">
                {t.due} <Time at={task.due_at} />
              </span>
            ) : null}
          </div>
          <span className="quiet">{name(task.assignee, t.nobody)}</span>
        </li>
      ))}
    </ul>
  )
}
