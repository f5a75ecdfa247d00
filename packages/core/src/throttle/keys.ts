import { groupsOf } from './network.ts'

/**
 * The name that budgets are kept for: what was typed, folded, without a domain on either side. Purely a
 * function of the text: were `alice` and `alice@corp.test` told apart here but counted together only where
 * alice exists, the counter would tell that she does.
 */
export function nameKey(typed: string): string {
  const folded = typed.normalize('NFKC').toLowerCase().normalize('NFKC')
  // Trimmed last, as directories do: else each blank after a domain would be a fresh budget.
  const account = folded.slice(folded.lastIndexOf('\\') + 1).trim()
  const at = account.indexOf('@')
  return at > 0 ? account.slice(0, at).trim() : account
}

/**
 * The source that spends a budget: an IPv4 address, or the /64 of an IPv6 one, since whoever has one
 * address of a /64 has them all.
 */
export function sourceOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped?.[1]) return mapped[1]
  if (!address.includes(':')) return address
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`
}
