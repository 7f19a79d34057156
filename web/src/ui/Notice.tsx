import type { ReactNode } from 'react'
import './notice.css'

interface Properties {
  tone: 'good' | 'info' | 'warn' | 'bad'
  title: ReactNode
  text?: ReactNode
  children?: ReactNode
}

/** A sentence that must be seen, in the flow of the page. Never colour alone: it says what it is. */
export function Notice({ tone, title, text, children }: Properties) {
  return (
    <section className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <div className="notice-words">
        <strong>{title}</strong>
        {text ? <div className="notice-text">{text}</div> : null}
      </div>
      {children ? <div className="row">{children}</div> : null}
    </section>
  )
}
