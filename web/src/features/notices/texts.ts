import { defineTexts } from '@/i18n/locale.ts'

export const noticesTexts = defineTexts({
  en: { title: 'Notices', note: 'What the procedures tell you.', none: 'No notices', more: 'Show more', fresh: 'new' },
  zh: { title: '通知', note: '流程发给您的提醒。', none: '暂无通知', more: '显示更多', fresh: '新' },
})
