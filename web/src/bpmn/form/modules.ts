import { FileField, type Uploads } from './FileField.tsx'
import type { Translate } from './translate.ts'

interface Fields {
  register: (type: string, component: unknown) => void
}

function registerOwnFields(formFields: Fields): void {
  formFields.register('filepicker', FileField)
}
registerOwnFields.$inject = ['formFields']

/** What the product changes in the form viewer: its language and its way with files. */
export function ownModules(translate: Translate, uploads: Uploads): unknown[] {
  return [
    {
      __init__: ['ownFields'],
      ownFields: ['factory', registerOwnFields],
      translate: ['value', translate],
      uploads: ['value', uploads],
    },
  ]
}
