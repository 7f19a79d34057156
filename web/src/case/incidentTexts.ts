import { defineTexts } from '@/i18n/locale.ts'

export const incidentTexts = defineTexts({
  en: {
    states: { open: 'Open', resolved: 'Resolved' },
    details: 'Details',
    retry: 'Try again',
    retried: 'Tried again',
    resolve: 'Done by hand',
    resolveText: 'The case goes on as if the step had been done. Say what you did instead.',
    resolution: 'What was done (becomes evidence)',
    resolved: 'Resolved',
  },
  zh: {
    states: { open: '待处理', resolved: '已处理' },
    details: '详情',
    retry: '重试',
    retried: '已重试',
    resolve: '人工处理',
    resolveText: '流程将视此步骤已完成并继续。请说明您如何处理。',
    resolution: '处理说明(将记入证据)',
    resolved: '已处理',
  },
})
