import type { en } from './texts.en.ts'

export const zh: typeof en = {
  unreachable: '无法连接服务器。您填写的内容已保留，请稍后重试。',
  unexpected: '服务器出现意外错误。您填写的内容已保留，请稍后重试。',
}
