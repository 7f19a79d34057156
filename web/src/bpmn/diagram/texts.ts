import { defineTexts } from '@/app/i18n/locale.ts'

export const diagramTexts = defineTexts({
  en: {
    diagram: 'Diagram of the procedure',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    fit: 'Whole diagram',
    here: 'The case is here',
    passed: 'Passed',
    incident: 'Needs help',
  },
  zh: {
    diagram: '流程图',
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '显示全图',
    here: '当前位置',
    passed: '已经过',
    incident: '需要处理',
  },
})
