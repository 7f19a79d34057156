import { Expressions } from './expressions.ts'
import { FileField, type Uploads } from './FileField.tsx'
import type { Translate } from './translate.ts'

interface Fields {
  register: (type: string, component: unknown) => void
}

function registerOwnFields(formFields: Fields): void {
  formFields.register('filepicker', FileField)
}
registerOwnFields.$inject = ['formFields']

/** What the product changes in the form viewer: its language, its way with files, and how it reads conditions. */
export function ownModules(translate: Translate, uploads: Uploads): unknown[] {
  return [
    {
      __init__: ['ownFields'],
      ownFields: ['factory', registerOwnFields],
      expressionLanguage: ['type', Expressions],
      translate: ['value', translate],
      uploads: ['value', uploads],
    },
  ]
}
