/** An e-mail address with the name that goes before it. */
export type Mailbox = { readonly name: string; readonly address: string }

// A subset of RFC 5321 §4.1.2 without quoted local parts: no separator, bracket, space or control
// character can turn one address into two, or into a header of its own.
const ADDRESS = /^[^\s\p{C}@<>()[\]\\,;:"]{1,64}@[^\s\p{C}@<>()[\]\\,;:"]{1,255}$/u
const NAMED = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/

/** Whether this is one address and nothing else. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text)
}

/** Whether the text stays on one line of a header: CR or LF would begin another header. */
export function isOneLine(text: string): boolean {
  return !/[\r\n\0]/.test(text)
}

/** Reads `reset@example.org` or `Password reset <reset@example.org>`; undefined for anything else. */
export function parseMailbox(text: string): Mailbox | undefined {
  const { name = '', address = text } = NAMED.exec(text)?.groups ?? {}
  const mailbox = { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
  return isAddress(mailbox.address) && isOneLine(mailbox.name) ? mailbox : undefined
}
