import type { en } from './texts.en.ts'

export const zh: typeof en = {
  restored: (time) => `已恢复您 ${time} 的草稿。`,
  discard: '放弃草稿',
  saving: '正在保存草稿…',
  saved: (time) => `草稿已保存 ${time}`,
  offline: '草稿已保留在本设备，连接恢复后会自动保存到服务器。',
  wrong: (count) => `有 ${count} 项需要修改。`,
  conflictTitle: '工单在此期间已有变化',
  conflictText: '您填写的内容已保存为草稿。',
  loadAgain: '查看最新状态',
  noForm: '此步骤无需填写表单。',
}
