import type { ReactNode } from 'react'
import './tag.css'

export type Tone = 'plain' | 'brand' | 'good' | 'warn' | 'bad'

export function Tag({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={`tag tag-${tone}`} title={title}>
      {children}
    </span>
  )
}
