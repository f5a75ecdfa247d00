import type { PrincipalId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { locatePrincipal } from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import type { Circumstances } from './audit-event.ts'
import type { Deps } from './deps.ts'

/**
 * Whose a flow is that ends without its person: before a proof nobody's; after one it stands in the
 * person's own audit that they, or somebody at their screen, got so far and no further.
 */
export async function provenPerson(
  tx: Transaction<Database>,
  { tenant }: Pick<Deps, 'tenant'>,
  principal: PrincipalId | null | undefined,
): Promise<Circumstances['target']> {
  const place = principal && (await locatePrincipal(tx, tenant, principal))
  return principal && place ? { principal, name: place.name } : undefined
}
