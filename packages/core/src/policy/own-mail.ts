import type { AuthenticatorKind } from '@latchkey/protocol'
import type { Policy } from './policy.ts'

type Domains = Pick<Policy, 'ownMailDomains' | 'ownMailCounts'>

/** Whether an address lies in one of the organisation's own mail domains, or below one. */
export function isOwnMail(
  { ownMailDomains }: Pick<Domains, 'ownMailDomains'>,
  address: string,
): boolean {
  const domain = folded(address.slice(address.lastIndexOf('@') + 1))
  return ownMailDomains.map(folded).some((own) => domain === own || domain.endsWith(`.${own}`))
}

/**
 * Whether what somebody enrolled may be a gate. An own mailbox may need the very password that was forgotten, so
 * that it counts only where policy says so.
 */
export function mayBeGate(
  policy: Domains,
  { kind, value }: { readonly kind: AuthenticatorKind; readonly value: string },
): boolean {
  return kind !== 'email' || policy.ownMailCounts || !isOwnMail(policy, value)
}

function folded(domain: string): string {
  // The root's dot changes no domain (RFC 1034 section 3.1), and must not hide one.
  return domain.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '')
}
