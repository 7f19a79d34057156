export const en = {
  more: 'Show more',
  clear: 'Clear filters',
}
