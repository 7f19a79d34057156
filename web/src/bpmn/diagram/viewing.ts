import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { markersOf, repeatedOf, type DiagramMarks } from './marks.ts'

interface Box {
  x: number
  y: number
  width: number
  height: number
}
interface Canvas {
  addMarker: (id: string, marker: string) => void
  zoom: (to?: number | 'fit-viewport', center?: 'auto') => number
  viewbox: (box?: Box) => { outer: { width: number; height: number } }
}
interface Overlays {
  add: (id: string, overlay: { position: { top: number; right: number }; html: HTMLElement }) => void
}
interface Shape extends Box {
  type: string
  parent?: Shape
  businessObject?: { triggeredByEvent?: boolean }
}
interface Elements {
  get: (id: string) => Shape | undefined
}

/** Below this scale labels cannot be read. */
const READABLE = 0.62

const canvasOf = (viewer: NavigatedViewer) => viewer.get<Canvas>('canvas')
const elementsOf = (viewer: NavigatedViewer) => viewer.get<Elements>('elementRegistry')

function badge(text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = 'diagram-times'
  element.textContent = text
  return element
}

/** The whole diagram, never larger than life. */
export function fit(viewer: NavigatedViewer): number {
  const canvas = canvasOf(viewer)
  const scale = canvas.zoom('fit-viewport', 'auto')
  return scale > 1 ? canvas.zoom(1, 'auto') : scale
}

/** The start of an event sub-process listens as long as the case lives; the case does not stand there. */
function listensOnly(shape: Shape | undefined): boolean {
  return shape?.type === 'bpmn:StartEvent' && shape.parent?.businessObject?.triggeredByEvent === true
}

/** The whole diagram where it can be read; otherwise the part around the place where the case stands, tasks first. */
export function focus(viewer: NavigatedViewer, marks: DiagramMarks): void {
  if (fit(viewer) >= READABLE) return
  const canvas = canvasOf(viewer)
  const { outer } = canvas.viewbox()
  const width = outer.width / READABLE
  const height = outer.height / READABLE
  const places = marks.active.map((id) => elementsOf(viewer).get(id)).filter((shape) => shape && !listensOnly(shape))
  const element = places.find((shape) => shape?.type.endsWith('Task')) ?? places[0]
  if (element) canvas.viewbox({ x: element.x + element.width / 2 - width / 2, y: element.y + element.height / 2 - height / 2, width, height })
}

export function zoomBy(viewer: NavigatedViewer, factor: number): void {
  const canvas = canvasOf(viewer)
  canvas.zoom(canvas.zoom() * factor, 'auto')
}

/** Draws where the case stands, the way it came, and how often it came by. */
export function mark(viewer: NavigatedViewer, marks: DiagramMarks): void {
  const canvas = canvasOf(viewer)
  const elements = elementsOf(viewer)
  const overlays = viewer.get<Overlays>('overlays')
  for (const [id, marker] of markersOf(marks)) {
    const shape = elements.get(id)
    if (shape && !(marker === 'here' && listensOnly(shape))) canvas.addMarker(id, `mark-${marker}`)
  }
  for (const [id, times] of repeatedOf(marks)) {
    if (elements.get(id)) overlays.add(id, { position: { top: -9, right: 14 }, html: badge(`${times}×`) })
  }
}
