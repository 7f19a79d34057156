import { defineTexts } from '@/i18n/locale.ts'
import { en } from './texts.en.ts'
import { zh } from './texts.zh.ts'

export const tokensTexts = defineTexts({ en, zh })
