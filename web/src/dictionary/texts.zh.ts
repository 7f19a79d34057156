import type { en } from './texts.en.ts'

export const zh: typeof en = {
  person: '人员',
  findPerson: '输入姓名查找',
  nobodyFound: '未找到人员',
}
