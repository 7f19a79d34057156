import { useTexts } from '@/i18n/context.ts'
import { Brand } from './Brand.tsx'
import { Content } from './Content.tsx'
import { DemonstrationBar } from './DemonstrationBar.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { shellTexts } from './texts.ts'
import './shell.css'
import './portal.css'

/** The frame of the requester's screens: nothing but the own requests. */
export function PortalFrame() {
  const t = useTexts(shellTexts)
  return (
    <div className="portal">
      <a href="#content" className="skip">
        {t.skip}
      </a>
      <DemonstrationBar />
      <header className="portal-top">
        <Brand />
        <PersonMenu inPortal />
      </header>
      <Content />
    </div>
  )
}
