import { useId, type ReactNode } from 'react'
import './panel.css'

interface Properties {
  title?: ReactNode
  extra?: ReactNode
  flush?: boolean
  children: ReactNode
}

/** A sheet of paper on the ground of the page. */
export function Panel({ title, extra, flush = false, children }: Properties) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={title ? id : undefined}>
      {title || extra ? (
        <header className="panel-head">
          <h2 id={id}>{title}</h2>
          {extra}
        </header>
      ) : null}
      <div className={flush ? 'panel-body panel-flush' : 'panel-body'}>{children}</div>
    </section>
  )
}
