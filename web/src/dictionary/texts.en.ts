export const en = {
  person: 'Person',
  findPerson: 'Type a name',
  nobodyFound: 'Nobody found',
}
