export const en = {
  title: 'Start something',
  note: 'The procedures that your roles may start.',
  start: 'Start',
  empty: 'There is nothing that you may start',
  emptyText: 'Your roles decide this. Ask an administrator if you miss something.',
  started: (number: string) => `Started: ${number}`,
  evidence: 'Evidence',
  form: 'Please fill in',
}
