import { defineTexts } from '@/i18n/locale.ts'

export const catalogueTexts = defineTexts({
  en: {
    title: 'Start something',
    note: 'The procedures that your roles may start.',
    start: 'Start',
    version: (version: number) => `Version ${version}`,
    empty: 'There is nothing that you may start',
    emptyText: 'Your roles decide this. Ask an administrator if you miss something.',
    started: (number: string) => `Started: ${number}`,
    evidence: 'Evidence',
    form: 'Please fill in',
    noForm: 'This procedure starts without a form.',
  },
  zh: {
    title: '发起流程',
    note: '您的角色可以发起的流程。',
    start: '发起',
    version: (version) => `第 ${version} 版`,
    empty: '没有您可以发起的流程',
    emptyText: '由您的角色决定;如有缺少请联系管理员。',
    started: (number) => `已发起:${number}`,
    evidence: '证据',
    form: '请填写',
    noForm: '此流程无需填写表单即可发起。',
  },
})
