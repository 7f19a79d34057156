import type { en } from './texts.en.ts'

export const zh: typeof en = {
  and: '、',
  comma: '，',
  labelled: (label, value) => `${label}：${value}`,
  aside: (text) => `（${text}）`,
  units: { hour: ' 小时', minute: ' 分', second: ' 秒' },
  durations: [' 年', ' 个月', ' 天', ' 小时', ' 分钟', ' 秒'],
}
