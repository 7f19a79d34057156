import { Link, useParams } from 'react-router'
import { is, type Delegation } from '@/api/codes.ts'
import type { TaskDetail } from '@/api/types.ts'
import { useNames, useTexts } from '@/i18n/context.ts'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { Tag } from '@/ui/Tag.tsx'
import { Surroundings } from './Surroundings.tsx'
import { TaskFacts } from './TaskFacts.tsx'
import { taskTexts } from './texts.ts'
import { useTask } from './useTask.ts'
import { Work } from './Work.tsx'
import './task.css'

export function TaskPage() {
  const { taskId = '' } = useParams()
  return <Loaded query={useTask(taskId)}>{(task) => <Task key={task.task_id} task={task} />}</Loaded>
}

function Task({ task }: { task: TaskDetail }) {
  const t = useTexts(taskTexts)
  const name = useNames()
  return (
    <Page
      wide
      title={name(task)}
      above={
        <span className="row">
          <Link to="/inbox">{t.inbox}</Link>
          <span aria-hidden="true">/</span>
          <Link to={`/cases/${task.instance_id}`}>{task.instance_number}</Link>
        </span>
      }
      note={
        <>
          {task.title} {is<Delegation>(task.delegation, 'pending') ? <Tag tone="brand">{t.delegate}</Tag> : null}
        </>
      }
    >
      <TaskFacts task={task} />
      <div className="task-columns">
        <Work task={task} />
        <Surroundings task={task} />
      </div>
    </Page>
  )
}
