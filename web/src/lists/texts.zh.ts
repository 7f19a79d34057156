import type { en } from './texts.en.ts'

export const zh: typeof en = {
  more: '显示更多',
  clear: '清除筛选',
}
