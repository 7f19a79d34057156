export const en = {
  states: { open: 'Open', resolved: 'Resolved' },
  details: 'Details',
  retry: 'Try again',
  retried: 'Tried again',
  resolve: 'Done by hand',
  resolveText: 'The case goes on as if the step had been done. Say what you did instead.',
  resolution: 'What was done (becomes evidence)',
  resolved: 'Resolved',
}
