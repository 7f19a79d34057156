import type { en } from './texts.en.ts'

export const zh: typeof en = {
  undrawn: '此流程图从未绘制',
  undrawnText: '制度可以运行，但文件中没有图形信息：请在建模工具中绘制后重新部署。',
  diagram: '流程图',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '显示全图',
  here: '当前位置',
  passed: '已经过',
  incident: '需要处理',
}
