import { NavLink } from 'react-router'
import { useTexts } from '@/i18n/context.ts'
import { useMay, useSignedIn } from '@/session/useSession.ts'
import { Brand } from './Brand.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { PLACES } from './places.tsx'
import { shellTexts } from './texts.ts'
import { useInboxCounts } from '@/session/useInboxCounts.ts'

export function SideBar() {
  const t = useTexts(shellTexts)
  const may = useMay()
  const belongs = useSignedIn().user.affiliation
  const counts = useInboxCounts().data
  const waiting = counts ? counts.mine + counts.roles : 0
  return (
    <>
      <Brand />
      <nav aria-label={t.navigation} className="side-nav">
        {PLACES.map(({ name, places }) => {
          const shown = places.filter(({ needs, ofTheHouse }) => (!needs || needs.some(may)) && (!ofTheHouse || belongs === 'house'))
          return shown.length === 0 ? null : (
            <section key={name}>
              <h2>{t[name]}</h2>
              {shown.map((place) => (
                <NavLink key={place.to} to={place.to}>
                  <span aria-hidden="true">{place.icon}</span>
                  <span className="side-name">{t[place.name]}</span>
                  {place.to === '/inbox' && waiting > 0 ? <span className="side-count">{waiting > 999 ? '999+' : waiting}</span> : null}
                </NavLink>
              ))}
            </section>
          )
        })}
      </nav>
      <PersonMenu />
    </>
  )
}
