import type { en } from './texts.en.ts'

export const zh: typeof en = {
  title: '审计轨迹',
  note: '一切操作的完整轨迹，每个证据条目都与前一个相链接。',
  kind: '事项',
  anyKind: '全部事项',
  since: '从',
  until: '至',
  when: '时间',
  who: '操作人',
  what: '事项',
  where: '位置',
  proof: '证据',
  details: '详情',
  verify: '校验全部证据',
  intact: (records, streams) => `证据完整：${streams} 条链共 ${records} 个条目，首尾相连，没有缺口。`,
  broken: '证据与当初写入的不符',
  empty: '没有符合条件的条目',
  system: '系统',
}
