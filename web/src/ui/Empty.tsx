import type { ReactNode } from 'react'
import './empty.css'

interface Properties {
  title: string
  text?: string
  children?: ReactNode
}

/** Nothing to show, why that is, and what one can do. */
export function Empty({ title, text, children }: Properties) {
  return (
    <div className="empty">
      <svg viewBox="0 0 64 48" width="72" height="54" aria-hidden="true">
        <path d="M6 26 14 8h36l8 18v14a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3Z" fill="#eef1f5" stroke="#c9d0da" strokeWidth="2" strokeLinejoin="round" />
        <path d="M6 26h15c1 6 5 9 11 9s10-3 11-9h15" fill="#fff" stroke="#c9d0da" strokeWidth="2" strokeLinejoin="round" />
      </svg>
      <p className="empty-title">{title}</p>
      {text ? <p className="quiet">{text}</p> : null}
      {children ? <div className="row empty-actions">{children}</div> : null}
    </div>
  )
}
