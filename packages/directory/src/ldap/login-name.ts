/** What a person typed as their name, taken apart. */
export type LoginName = { readonly name: string; readonly domain?: string }

// The longest that a UPN or an address can be (RFC 5321 §4.5.3.1), and more than any account name.
const MOST = 320

/** Takes `DOMAIN\name` apart; nothing for what can't be a name of anybody. */
export function readLoginName(typed: string): LoginName | undefined {
  const trimmed = typed.trim()
  // NUL ends a value in some servers' hands, and lone surrogates have no UTF-8.
  if (trimmed === '' || trimmed.length > MOST || /[\p{Cc}\p{Cs}]/u.test(trimmed)) return
  const [domain, name, ...rest] = trimmed.split('\\')
  if (name === undefined) return { name: trimmed }
  if (rest.length > 0 || !domain || name === '') return
  return { name, domain }
}
