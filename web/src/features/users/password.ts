const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 16

/** A one-time password without signs that look alike. Values that would favour some letters are drawn again. */
export function suggestPassword(): string {
  const limit = 256 - (256 % LETTERS.length)
  let password = ''
  while (password.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < limit && password.length < LENGTH) password += LETTERS.charAt(byte % LETTERS.length)
    }
  }
  return password
}
