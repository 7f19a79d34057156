import { options, type VNode } from 'preact'
import type { Locale } from '@/i18n/locale.ts'
import { FORM_WORDS } from '../translations/form.ts'

let language: Locale = 'en'
let installed = false

interface Properties {
  class?: string
  placeholder?: unknown
  children?: unknown
}

function translated(word: unknown): unknown {
  return typeof word === 'string' ? (FORM_WORDS[language][word] ?? word) : word
}

function isDisplay(properties: Properties): boolean {
  return properties.class?.includes('fjs-select-display') ?? false
}

/** Draws the words that form-js 2.0 writes into its fields without asking its translate service in `locale` from now on. One form at a time is drawn in one language only. */
export function translateFixedWords(locale: Locale): void {
  language = locale
  if (installed) return
  installed = true
  const before = options.vnode?.bind(options)
  options.vnode = (vnode: VNode) => {
    const properties = vnode.props as Properties
    if (vnode.type === 'input' && properties.placeholder === 'Search') properties.placeholder = translated('Search')
    if (vnode.type === 'div' && isDisplay(properties) && properties.children === 'Select') properties.children = translated('Select')
    before?.(vnode)
  }
}
