import { useTexts } from '@/i18n/context.ts'
import { Page } from '@/ui/Page.tsx'
import { Calendars } from './Calendars.tsx'
import { Customers } from './Customers.tsx'
import { Publishing } from './Publishing.tsx'
import { Services } from './Services.tsx'
import { organisationTexts } from './texts.ts'

/** For whom the organisation works, what it offers, and when. */
export function OrganisationPage() {
  const t = useTexts(organisationTexts)
  return (
    <Page wide title={t.title} note={t.note}>
      <Customers />
      <Services />
      <Calendars />
      <Publishing />
    </Page>
  )
}
