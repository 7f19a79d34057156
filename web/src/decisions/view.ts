import type { TableOutline } from '@/api/types.ts'
import type { Words } from './words.ts'

/** A table as it is being shown. `written`: cells as FEEL, not in words. */
export interface View {
  table: TableOutline
  words: Words
  written: boolean
  /** Which columns of remarks say anything. */
  remarks: readonly boolean[]
}
