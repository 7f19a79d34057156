import type { en } from './texts.en.ts'

export const zh: typeof en = { title: '通知', note: '各项制度发给您的提醒。', none: '暂无通知', fresh: '新' }
