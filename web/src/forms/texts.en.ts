export const en = {
  restored: (time: string) => `Your draft of ${time} was restored.`,
  discard: 'Discard draft',
  saving: 'Saving draft…',
  saved: (time: string) => `Draft saved ${time}`,
  offline: 'Draft kept on this device; it is saved on the server as soon as that can be reached.',
  wrong: (count: number) => (count === 1 ? 'One field needs attention.' : `${count} fields need attention.`),
  conflictTitle: 'The case has moved on in the meantime',
  conflictText: 'What you typed is kept as your draft.',
  loadAgain: 'Show the present state',
  noForm: 'There is nothing to fill in here.',
}
