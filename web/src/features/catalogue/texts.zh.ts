import type { en } from './texts.en.ts'

export const zh: typeof en = {
  title: '发起工单',
  note: '您的角色可以据以发起工单的制度。',
  start: '发起',
  empty: '没有您可以发起的工单',
  emptyText: '由您的角色决定；如有缺少请联系管理员。',
  started: (number) => `已发起：${number}`,
  evidence: '证据',
  form: '请填写',
}
