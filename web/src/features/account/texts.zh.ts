import type { en } from './texts.en.ts'

export const zh: typeof en = {
  title: '我的账号',
  me: '个人信息',
  username: '用户名',
  name: '姓名',
  email: '电子邮箱',
  customer: '所属客户',
  timeZone: '时区',
  language: '语言',
  roles: '我的角色',
  noRoles: '无',
  password: '密码',
  changed: '密码已修改',
  signOutOthers: '退出其他所有设备',
  signedOutOthers: '其他会话均已结束',
  tokens: '访问令牌',
  tokensNote: '供代表您操作的程序使用；访问令牌只显示一次。',
}
