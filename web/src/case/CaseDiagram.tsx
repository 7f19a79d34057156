import { Skeleton } from 'antd'
import { Suspense } from 'react'
import { DiagramView } from '@/bpmn/index.ts'
import { Loaded } from '@/ui/Loaded.tsx'
import { useDiagram } from './queries.ts'

/** The diagram of a case with the path taken and the present place. */
export function CaseDiagram({ instanceId, height = 460 }: { instanceId: string; height?: number }) {
  return (
    <Loaded query={useDiagram(instanceId)}>
      {(diagram) => (
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 8 }} />}>
          <DiagramView xml={diagram.xml} marks={diagram} height={height} />
        </Suspense>
      )}
    </Loaded>
  )
}
