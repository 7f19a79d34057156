import { defineTexts } from '@/i18n/locale.ts'
import { en } from './incidentTexts.en.ts'
import { zh } from './incidentTexts.zh.ts'

export const incidentTexts = defineTexts({ en, zh })
