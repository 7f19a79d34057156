import { Button, Space } from 'antd'
import { FullscreenOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { Notice } from '@/ui/Notice.tsx'
import { localiseDiagram } from './localise.ts'
import { NO_MARKS, type DiagramMarks } from './marks.ts'
import { diagramTexts } from './texts.ts'
import { fit, focus, mark, zoomBy } from './viewing.ts'
import './diagram.css'

interface Properties {
  xml: string
  marks?: DiagramMarks
  height?: number | string
}

/** A diagram to look at, with the path taken. The makers' logo stays visible (their licence). */
export function DiagramView({ xml, marks = NO_MARKS, height = 460 }: Properties) {
  const t = useTexts(diagramTexts)
  const { locale } = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const shown = useRef<NavigatedViewer>(null)
  const [undrawn, setUndrawn] = useState(false)

  useEffect(() => {
    if (!container.current) return undefined
    const viewer = new NavigatedViewer({ container: container.current })
    shown.current = viewer
    let gone = false // a mount that React takes back at once must not touch a destroyed viewer
    viewer.importXML(localiseDiagram(xml, locale)).then(
      () => {
        if (gone) return
        mark(viewer, marks)
        focus(viewer, marks)
      },
      () => gone || setUndrawn(true), // the engine read it, so what is missing is the drawing
    )
    return () => {
      gone = true
      viewer.destroy()
    }
  }, [xml, marks, locale])

  const zoom = (factor: number) => {
    if (shown.current) zoomBy(shown.current, factor)
  }
  if (undrawn) return <Notice tone="info" title={t.undrawn} text={t.undrawnText} />
  return (
    <figure className="diagram" aria-label={t.diagram}>
      <div ref={container} className="diagram-canvas" style={{ height }} />
      <Space.Compact className="diagram-tools">
        <Button size="small" aria-label={t.zoomIn} title={t.zoomIn} icon={<ZoomInOutlined />} onClick={() => zoom(1.25)} />
        <Button size="small" aria-label={t.zoomOut} title={t.zoomOut} icon={<ZoomOutOutlined />} onClick={() => zoom(0.8)} />
        <Button size="small" aria-label={t.fit} title={t.fit} icon={<FullscreenOutlined />} onClick={() => shown.current && fit(shown.current)} />
      </Space.Compact>
      {marks === NO_MARKS ? null : (
        <figcaption className="diagram-legend">
          <span className="legend-here">{t.here}</span>
          <span className="legend-passed">{t.passed}</span>
          {marks.incidents.length > 0 ? <span className="legend-incident">{t.incident}</span> : null}
        </figcaption>
      )}
    </figure>
  )
}
