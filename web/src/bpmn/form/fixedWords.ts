import { options, type VNode } from 'preact'
import type { Locale } from '@/i18n/locale.ts'

/** Words that form-js 2.0 writes into its fields without asking its translate service. */
const WORDS: Readonly<Record<string, string>> = { Select: '请选择', Search: '搜索' }

let language: Locale = 'en'
let installed = false

interface Properties {
  class?: string
  placeholder?: unknown
  children?: unknown
}

function translated(word: unknown): unknown {
  return (language === 'zh' && typeof word === 'string' && WORDS[word]) || word
}

function isDisplay(properties: Properties): boolean {
  return properties.class?.includes('fjs-select-display') ?? false
}

/** Draws those words in `locale` from now on. One form at a time is drawn in one language only. */
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
