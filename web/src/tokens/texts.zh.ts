import type { en } from './texts.en.ts'

export const zh: typeof en = {
  tokens: '访问令牌',
  tokenName: '用途',
  scopes: '可用范围',
  expires: '有效期至',
  lastUsed: '最近使用',
  never: '从未',
  create: '创建访问令牌',
  created: '请立即复制，之后不再显示。',
  revoke: '吊销',
  revoked: '已吊销',
  expired: '已过期',
  none: '尚无访问令牌。',
  needed: '此项必填。',
  days: (days) => `${days} 天`,
  scopeNames: {
    read: '读取我可读取的全部内容',
    tasks: '待办与任务',
    instances: '发起和跟踪工单',
    messages: '发送消息和信号',
    definitions: '制度',
    incidents: '异常与作业',
    evidence: '审计轨迹',
    admin: '管理',
  },
  madeBy: '创建人',
}
