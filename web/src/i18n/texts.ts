import { defineTexts } from './locale.ts'
import { en } from './texts.en.ts'
import { zh } from './texts.zh.ts'

export const languageTexts = defineTexts({ en, zh })
