import type { Locale } from '@/i18n/locale.ts'

const ZEEBE = 'http://camunda.org/schema/zeebe/1.0'

/** The diagram with each label in the person's language, where its author gave one (zeebe property `name:zh` or `name:en`). */
export function localiseDiagram(xml: string, locale: Locale): string {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  if (document.getElementsByTagName('parsererror').length > 0) return xml
  for (const property of document.getElementsByTagNameNS(ZEEBE, 'property')) {
    if (property.getAttribute('name') !== `name:${locale}`) continue
    const owner = property.parentElement?.parentElement?.parentElement // property < properties < extensionElements < element
    const label = property.getAttribute('value')
    if (owner && label) owner.setAttribute('name', label)
  }
  return new XMLSerializer().serializeToString(document)
}
