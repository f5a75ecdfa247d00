import type { Embedded } from './deps.ts'

/** What is known of a person and readable in no copy of the database. */
export type Profile = {
  readonly displayName: string
  readonly mail?: string
  /** Left out by profiles that were sealed before numbers were kept. */
  readonly phones?: readonly string[]
  /** Every name the person can be found by: a new hash key can be put in force with it. */
  readonly logins: readonly string[]
  readonly groups: readonly string[]
}

export function sealProfile(embedded: Embedded, entry: string, profile: Profile): Uint8Array {
  return embedded.seal(contextOf(embedded, entry), JSON.stringify(profile))
}

export function openProfile(embedded: Embedded, entry: string, sealed: Uint8Array): Profile {
  // as: only sealProfile writes here, and what it did not write does not open.
  return JSON.parse(embedded.open(contextOf(embedded, entry), sealed)) as Profile
}

// The row is part of the context: a profile moved onto another person's row would send their mail elsewhere.
function contextOf({ tenant }: Embedded, entry: string): string {
  return `embedded_entry/${tenant}/${entry}`
}
