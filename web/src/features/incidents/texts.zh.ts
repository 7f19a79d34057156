import type { en } from './texts.en.ts'

export const zh: typeof en = {
  title: '异常',
  note: '引擎无法自行处理、需要人工介入的情况；不会悄悄跳过任何一步。',
  state: '状态',
  open: '待处理',
  resolved: '已处理',
  noneOpen: '没有待处理的异常，一切正常',
  noneResolved: '尚无已处理的异常',
}
