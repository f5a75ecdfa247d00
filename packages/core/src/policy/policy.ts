import type { AuthenticatorKind, ClientKind, Locale, Purpose } from '@latchkey/protocol'

type Gates = 1 | 2 | 3

/** What the administrator asks of a flow. Data in the store, versioned; every change is a new version. */
export type Policy = {
  readonly version: number
  readonly organisation: string
  readonly purposes: readonly Purpose[]
  readonly gates: Gates
  /** Allowed kinds per client kind. An unsigned client kind is only a claim: see `allowedAuthenticators`. */
  readonly authenticators: Readonly<Record<ClientKind, readonly AuthenticatorKind[]>>
  /** Directory groups whose members are administrators: at least two gates, whatever `gates` says. */
  readonly administratorGroups: readonly string[]
  /** Whether a locked-out person who proved themselves may keep the password. */
  readonly keepPassword: boolean
  /** Whether "it wasn't me" has the directory refuse sign-in until an administrator looked. */
  readonly disownedBlocksSignIn: boolean
  readonly helpdesk: { readonly text: Readonly<Record<Locale, string>>; readonly url?: string }
  /** Who else is told when somebody says "it wasn't me". */
  readonly alertAddresses: readonly string[]
  /** Networks of the organisation, where many people share one address: flows per ten minutes. */
  readonly ownNetworks: readonly { readonly network: string; readonly flows: number }[]
}

/**
 * The kinds that a client may use. Where policy differs by client kind, a caller who does not sign gets
 * the stricter side: otherwise an attacker would claim the kind that asks least.
 */
export function allowedAuthenticators(policy: Policy): AuthenticatorKind[] {
  const lists = Object.values(policy.authenticators)
  return (lists[0] ?? []).filter((kind) => lists.every((list) => list.includes(kind)))
}

/** How many gates a person passes: an administrator at least two, whatever policy says of the others. */
export function gatesFor(policy: Policy, groups: readonly string[], isAppointed: boolean): number {
  return isAppointed || isAdministrator(policy, groups) ? Math.max(2, policy.gates) : policy.gates
}

/**
 * Whether one of the person's directory groups makes them an administrator. Without regard to case, as
 * directories compare names (RFC 4517 section 4.2.11): a difference must not cost a gate.
 */
export function isAdministrator(policy: Policy, groups: readonly string[]): boolean {
  const administering = new Set(policy.administratorGroups.map(folded))
  return groups.some((group) => administering.has(folded(group)))
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
