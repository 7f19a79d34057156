import { defineTexts } from '@/i18n/locale.ts'

export const formTexts = defineTexts({
  en: {
    restored: (time: string) => `Your draft of ${time} was restored.`,
    discard: 'Discard draft',
    saving: 'Saving draft…',
    saved: (time: string) => `Draft saved ${time}`,
    offline: 'Draft kept on this device; it is saved on the server as soon as that can be reached.',
    wrong: (count: number) => (count === 1 ? 'One field needs attention.' : `${count} fields need attention.`),
    conflictTitle: 'The case has moved on in the meantime',
    conflictText: 'What you typed is kept as your draft.',
    loadAgain: 'Show the present state',
    noForm: 'There is nothing to fill in here.',
    formOf: 'Form',
  },
  zh: {
    restored: (time) => `已恢复您 ${time} 的草稿。`,
    discard: '放弃草稿',
    saving: '正在保存草稿…',
    saved: (time) => `草稿已保存 ${time}`,
    offline: '草稿已保留在本设备,连接恢复后会自动保存到服务器。',
    wrong: (count) => `有 ${count} 项需要修改。`,
    conflictTitle: '案例在此期间已有变化',
    conflictText: '您填写的内容已保存为草稿。',
    loadAgain: '查看最新状态',
    noForm: '此步骤无需填写表单。',
    formOf: '表单',
  },
})
