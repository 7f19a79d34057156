import { defineTexts } from '@/i18n/locale.ts'

export const diagramTexts = defineTexts({
  en: {
    undrawn: 'This diagram was never drawn',
    undrawnText: 'It runs, but it has no shapes to show: draw it in a modeler and deploy it again.',
    diagram: 'Diagram of the procedure',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    fit: 'Whole diagram',
    here: 'The case is here',
    passed: 'Passed',
    incident: 'Needs help',
  },
  zh: {
    undrawn: '该流程没有图形',
    undrawnText: '流程可以运行,但文件中没有图形信息:请在建模工具中绘制后重新部署。',
    diagram: '流程图',
    zoomIn: '放大',
    zoomOut: '缩小',
    fit: '显示全图',
    here: '当前位置',
    passed: '已经过',
    incident: '需要处理',
  },
})
