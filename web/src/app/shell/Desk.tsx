import { MenuOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { useTexts } from '@/i18n/context.ts'
import { Brand } from './Brand.tsx'
import { Content } from './Content.tsx'
import { DemonstrationBar } from './DemonstrationBar.tsx'
import { SideBar } from './SideBar.tsx'
import { shellTexts } from './texts.ts'
import './shell.css'

/** The frame of all screens of those who handle cases. On narrow screens the navigation opens on demand. */
export function Desk() {
  const t = useTexts(shellTexts)
  const { pathname } = useLocation()
  const [openAt, setOpenAt] = useState<string | null>(null)
  const open = openAt === pathname // following a link closes it
  return (
    <div className="desk">
      <a href="#content" className="skip">
        {t.skip}
      </a>
      <DemonstrationBar />
      <div className="desk-top">
        <button type="button" className="menu-button" aria-expanded={open} aria-label={t.menu} onClick={() => setOpenAt(open ? null : pathname)}>
          <MenuOutlined aria-hidden />
        </button>
        <Brand />
      </div>
      <div className="desk-body">
        <aside className={open ? 'side side-open' : 'side'}>
          <SideBar />
        </aside>
        <Content />
      </div>
    </div>
  )
}
