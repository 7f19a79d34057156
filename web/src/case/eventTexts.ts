import { defineTexts, type Locale } from '@/i18n/locale.ts'
import { en } from './eventTexts.en.ts'
import { zh } from './eventTexts.zh.ts'

/** What happened, by the kind of event. */
export const eventTexts = defineTexts({ en, zh })

/** What the engine does by itself on its way: of use to an auditor, noise to the others. */
export const ENGINE_STEPS: ReadonlySet<string> = new Set([
  'instance.advanced',
  'gateway.decided',
  'variables.changed',
  'connector.called',
  'event.caught',
  'task.opened',
])

export function eventName(kind: string, locale: Locale): string {
  return eventTexts[locale][kind] ?? kind
}
