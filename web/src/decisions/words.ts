import { useMemo } from 'react'
import { useLanguage, useTexts } from '@/i18n/context.ts'
import { languageTexts } from '@/i18n/texts.ts'
import { useDictionary, useVariables, type FactKind } from '@/dictionary/dictionary.ts'
import { durationWords, literalsOf } from './cells.ts'
import { decisionTexts } from './texts.ts'

/** What the values of a procedure are called. */
export interface Words {
  kindOf: (variable: string) => FactKind | undefined
  /** What a variable is called; '' where only its own name is known. */
  name: (variable: string) => string
  /** A value as people call it; '' where it has no other name than itself. */
  value: (variable: string, value: unknown) => string
  /** A cell that lists plain values, in words; '' where it is best left as it is written. */
  cell: (variable: string, cell: string) => string
}

export function useWords(procedureId: string): Words {
  const kindOf = useVariables(procedureId)
  const { factName, factText } = useDictionary()
  const { locale } = useLanguage()
  const t = useTexts(decisionTexts)
  return useMemo(() => {
    const value = (variable: string, given: unknown): string => {
      const kind = kindOf(variable)
      const known = kind ? factText(kind, given) : ''
      if (known && known !== String(given)) return known
      if (typeof given === 'boolean') return given ? t.yes : t.no
      return typeof given === 'string' ? durationWords(given, locale) : ''
    }
    return {
      kindOf,
      name: (variable) => {
        const kind = kindOf(variable)
        return kind ? factName(kind) : ''
      },
      value,
      cell: (variable, cell) => {
        const literals = literalsOf(cell)
        const told = literals?.map((literal) => value(variable, literal)) ?? []
        if (!literals || !told.some(Boolean)) return ''
        return told.map((words, place) => words || String(literals[place])).join(languageTexts[locale].and)
      },
    }
  }, [kindOf, factName, factText, locale, t])
}
