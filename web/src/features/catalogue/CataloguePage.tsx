import { Link } from 'react-router'
import { useLanguage, useNames, useTexts } from '@/i18n/context.ts'
import { startPath, useStartable } from '@/forms/startable.ts'
import { Empty } from '@/ui/Empty.tsx'
import { Loaded } from '@/ui/Loaded.tsx'
import { Page } from '@/ui/Page.tsx'
import { catalogueTexts } from './texts.ts'
import './catalogue.css'

export function CataloguePage() {
  const t = useTexts(catalogueTexts)
  const name = useNames()
  const { locale } = useLanguage()
  return (
    <Page title={t.title} note={t.note}>
      <Loaded query={useStartable()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t.empty} text={t.emptyText} />
          ) : (
            <ul className="catalogue">
              {items.map((procedure) => (
                <li key={startPath(procedure)}>
                  <Link to={`/start/${startPath(procedure)}`}>
                    <strong>{name(procedure)}</strong>
                    <span>{{ zh: procedure.description_zh, en: procedure.description_en }[locale]}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Page>
  )
}
