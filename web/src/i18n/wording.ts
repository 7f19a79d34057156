/** How Chinese is written on our screens; for the test over all catalogues. */

/** Word → the one that is said instead (docs/glossary.md). */
export const FORBIDDEN: Readonly<Record<string, string>> = {
  案件: '工单',
  案例: '工单',
  流程实例: '工单',
  流程定义: '制度',
  领取: '认领',
  放回: '取消认领',
  退回任务: '取消认领',
  委托: '委派',
  交回: '交还',
  办理人: '处理人',
  帐号: '账号',
  帐户: '账号',
  账户: '账号',
  登陆: '登录',
  登入: '登录',
  口令: '密码',
  密匙: '密钥',
  审计日志: '审计轨迹',
  证据记录: '证据条目',
  'API 令牌': '访问令牌',
  时钟: '服务计时',
  节点: '元素',
  服务等级: '服务级别',
}

const HAN = '\\u3400-\\u9fff\\uff00-\\uffef\\u3000-\\u303f'
const HALF_WIDTH = new RegExp(
  `[${HAN}}][,;:!?](?=\\s|[${HAN}{]|$)|[,;:!?(](?=[${HAN}])|[${HAN}]\\(|[${HAN}]\\)|\\)(?=[${HAN}])|[${HAN}]\\.(?=\\s|$)`,
  'u',
)
const CHINESE = new RegExp(`[${HAN}]`, 'u')

export function isChinese(text: string): boolean {
  return CHINESE.test(text)
}

/** What a Chinese reader would mark in `text` (its places in braces): half-width punctuation, a second word for one thing. */
export function chineseFaults(text: string): string[] {
  if (!isChinese(text)) return []
  const half = HALF_WIDTH.exec(text)
  return [
    ...(half ? [`half-width “${half[0]}” in “${text}”`] : []),
    ...Object.entries(FORBIDDEN).flatMap(([word, right]) => (text.includes(word) ? [`“${word}” instead of “${right}” in “${text}”`] : [])),
  ]
}
