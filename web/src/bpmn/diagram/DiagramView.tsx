import { Button, Space } from 'antd'
import { FullscreenOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/diagram-js.css'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, useTexts } from '@/app/i18n/context.ts'
import { ProblemNotice } from '@/ui/ProblemNotice.tsx'
import { localiseDiagram } from './localise.ts'
import { markersOf, NO_MARKS, repeatedOf, type DiagramMarks } from './marks.ts'
import { diagramTexts } from './texts.ts'
import './diagram.css'

interface Canvas {
  addMarker: (id: string, marker: string) => void
  zoom: (to?: number | 'fit-viewport', center?: 'auto') => number
}
interface Overlays {
  add: (id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }) => void
}
interface Elements {
  get: (id: string) => unknown
}

interface Properties {
  xml: string
  marks?: DiagramMarks
  height?: number | string
}

function badge(text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'diagram-times'
  element.textContent = text
  return element
}

function fit(viewer: NavigatedViewer): void {
  const canvas = viewer.get<Canvas>('canvas')
  if (canvas.zoom('fit-viewport', 'auto') > 1) canvas.zoom(1, 'auto')
}

function mark(viewer: NavigatedViewer, marks: DiagramMarks): void {
  const canvas = viewer.get<Canvas>('canvas')
  const elements = viewer.get<Elements>('elementRegistry')
  const overlays = viewer.get<Overlays>('overlays')
  for (const [id, marker] of markersOf(marks)) if (elements.get(id)) canvas.addMarker(id, `mark-${marker}`)
  for (const [id, times] of repeatedOf(marks)) {
    if (elements.get(id)) overlays.add(id, { position: { top: -9, right: 14 }, html: badge(`${times}×`) })
  }
}

/** A diagram to look at, with the path taken. The makers' logo stays visible (their licence). */
export function DiagramView({ xml, marks = NO_MARKS, height = 460 }: Properties) {
  const t = useTexts(diagramTexts)
  const { locale } = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const shown = useRef<NavigatedViewer>(null)
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    if (!container.current) return undefined
    const viewer = new NavigatedViewer({ container: container.current })
    shown.current = viewer
    let gone = false // a mount that React takes back at once must not touch a destroyed viewer
    viewer.importXML(localiseDiagram(xml, locale)).then(
      () => {
        if (gone) return
        fit(viewer)
        mark(viewer, marks)
      },
      (reason: unknown) => gone || setError(reason),
    )
    return () => {
      gone = true
      viewer.destroy()
    }
  }, [xml, marks, locale])

  const zoom = (factor: number) => {
    const canvas = shown.current?.get<Canvas>('canvas')
    canvas?.zoom(canvas.zoom() * factor, 'auto')
  }
  if (error) return <ProblemNotice error={error} />
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
