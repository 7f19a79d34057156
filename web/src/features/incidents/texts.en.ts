export const en = {
  title: 'Incidents',
  note: 'What the engine could not do without a person. Nothing is skipped silently.',
  state: 'State',
  open: 'Open',
  resolved: 'Resolved',
  noneOpen: 'No open incidents: everything runs',
  noneResolved: 'No incident was resolved yet',
}
