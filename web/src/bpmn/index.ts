/** The only door to the bpmn-io libraries. Both views are loaded when a screen first shows them. */
import { lazy } from 'react'

export type { DiagramMarks } from './diagram/marks.ts'
export type { FormHandle, FormProperties, FormValues } from './form/types.ts'

export const DiagramView = lazy(() => import('./diagram/DiagramView.tsx').then((module) => ({ default: module.DiagramView })))
export const FormView = lazy(() => import('./form/FormView.tsx').then((module) => ({ default: module.FormView })))
