import type { en } from './texts.en.ts'

export const zh: typeof en = {
  title: '登录',
  motto: '让书面制度真正运行，并可证明。',
  username: '用户名',
  password: '密码',
  signIn: '登录',
  usernameNeeded: '请输入用户名。',
  passwordNeeded: '请输入密码。',
  againTitle: '会话已结束',
  againText: '请重新登录后继续。您在此页填写的内容仍然保留。',
  changeTitle: '请设置您自己的密码',
  changeText: '您使用的是一次性密码，请先设置只有您知道的新密码。',
  current: '当前密码',
  fresh: '新密码',
  repeat: '再次输入新密码',
  different: '两次输入不一致。',
  tooShort: '至少需要 10 个字符。',
  hint: '至少 10 个字符；一句话比一串符号更好记。',
  change: '修改密码',
  changed: '密码已修改',
  signOut: '退出登录',
}
