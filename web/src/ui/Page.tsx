import { useEffect, type ReactNode } from 'react'
import './page.css'

interface Properties {
  title: string
  above?: ReactNode
  note?: ReactNode
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** One screen: its title (also the browser's), its actions, its content. */
export function Page({ title, above, note, actions, wide = false, children }: Properties) {
  useEffect(() => {
    document.title = `${title} · 制度 Zhidu`
  }, [title])
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      {above ? <div className="page-above">{above}</div> : null}
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {note ? <div className="quiet page-note">{note}</div> : null}
        </div>
        {actions ? <div className="row">{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}
