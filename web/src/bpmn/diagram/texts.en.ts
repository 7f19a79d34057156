export const en = {
  undrawn: 'This diagram was never drawn',
  undrawnText: 'It runs, but it has no shapes to show: draw it in a modeler and deploy it again.',
  diagram: 'Diagram of the procedure',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  fit: 'Whole diagram',
  here: 'The case is here',
  passed: 'Passed',
  incident: 'Needs help',
}
