import type { en } from './incidentTexts.en.ts'

export const zh: typeof en = {
  states: { open: '待处理', resolved: '已处理' },
  details: '详情',
  retry: '重试',
  retried: '已重试',
  resolve: '人工处理',
  resolveText: '工单将视此步骤已完成并继续。请说明您如何处理。',
  resolution: '处理说明（将记入证据）',
  resolved: '已处理',
}
