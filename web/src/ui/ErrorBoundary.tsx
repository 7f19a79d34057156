import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { useTexts } from '@/i18n/context.ts'
import { Notice } from './Notice.tsx'
import { uiTexts } from './texts.ts'

interface Properties {
  children: ReactNode
}

/** Keeps a fault of one page from taking the whole product down. */
export class ErrorBoundary extends Component<Properties, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <BrokenPage /> : this.props.children
  }
}

export function BrokenPage() {
  const t = useTexts(uiTexts)
  return (
    <Notice tone="bad" title={t.brokenTitle} text={t.brokenText}>
      <Button onClick={() => window.location.reload()}>{t.reload}</Button>
    </Notice>
  )
}
