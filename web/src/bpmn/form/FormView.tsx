import { Form } from '@bpmn-io/form-js-viewer'
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css'
import flatpickr from 'flatpickr'
import { english } from 'flatpickr/dist/l10n/default.js'
import { Mandarin } from 'flatpickr/dist/l10n/zh.js'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { useLanguage } from '@/i18n/context.ts'
import { countErrors, showFaults } from './faults.ts'
import type { Uploads } from './FileField.tsx'
import { translateFixedWords } from './fixedWords.ts'
import { ownModules } from './modules.ts'
import { translator } from './translate.ts'
import type { FormProperties, FormValues } from './types.ts'
import './form.css'

const CALENDARS = { zh: Mandarin, en: english }

/**
 * A form to fill in. A new schema (the other language, a new version) is drawn with what is in the fields,
 * so that switching the language in the middle of a sentence loses nothing.
 */
export function FormView({ ref, schema, initial, lists, readOnly = false, upload, onChange }: FormProperties) {
  const { locale } = useLanguage()
  const container = useRef<HTMLDivElement>(null)
  const form = useRef<Form>(null)
  const typed = useRef<FormValues>(initial)
  const names = useRef(new Map<string, string>())
  const latest = useRef({ onChange, upload })
  useLayoutEffect(() => {
    latest.current = { onChange, upload }
  })

  useEffect(() => {
    if (!container.current) return undefined
    flatpickr.localize(CALENDARS[locale])
    translateFixedWords(locale)
    const uploads: Uploads = { send: latest.current.upload && ((file) => latest.current.upload?.(file) ?? Promise.reject(new Error())), names: names.current, locale }
    const viewer = new Form({ container: container.current, additionalModules: ownModules(translator(locale), uploads) })
    form.current = viewer
    let drawn = false // the changes of the first drawing are not the person's
    let gone = false
    void viewer.importSchema(schema, { ...typed.current, ...structuredClone(lists) }).then(() => {
      if (gone) return
      viewer.setProperty('readOnly', readOnly)
      requestAnimationFrame(() => {
        drawn = true
      })
    })
    viewer.on('changed', () => {
      if (!drawn || gone) return
      typed.current = { ...typed.current, ...(viewer._getSubmitData() as FormValues) }
      latest.current.onChange?.(viewer._getSubmitData())
    })
    return () => {
      gone = true
      form.current = null
      viewer.destroy()
    }
  }, [schema, lists, locale, readOnly])

  useImperativeHandle(ref, () => ({
    check: () => {
      if (!form.current) return { values: {}, wrong: 0 }
      const { data, errors } = form.current.submit()
      return { values: data, wrong: countErrors(errors) }
    },
    values: () => form.current?._getSubmitData() ?? {},
    showFaults: (faults) => (form.current ? showFaults(form.current, faults, locale) : [...faults]),
  }))
  return <div ref={container} className="form-view" />
}
