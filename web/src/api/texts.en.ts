/** What the product itself says of a call that brought no answer. */
export const en = {
  unreachable: 'The server cannot be reached. What you typed is kept; please try again.',
  unexpected: 'Something unexpected happened on the server. What you typed is kept; please try again.',
}
