import type { Embedded } from './deps.ts'

type Hashing = Pick<Embedded, 'hash' | 'tenant'>

/**
 * A name as it is compared: without regard to case, width or blanks around it, and without the
 * domain of `DOMAIN\name`. Empty for what can be nobody's name.
 */
export function foldName(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().normalize('NFKC')
  return folded.slice(folded.lastIndexOf('\\') + 1).trim()
}

/** The key of a name in `embedded_login`. The tenant is in it, so that no two tenants' rows can be matched. */
export function loginKey({ hash, tenant }: Hashing, name: string): Uint8Array {
  return hash(`embedded_login/${tenant}`, foldName(name))
}
