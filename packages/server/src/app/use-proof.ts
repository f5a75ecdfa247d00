import type { AuthenticatorId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { consumeBinding } from '../store/authenticator.ts'
import type { Database } from '../store/schema.ts'
import type { Deps } from './deps.ts'
import { isOfDirectory } from './directory-address.ts'

/** Marks what proved a person as used; false where the same code was taken before. */
export async function useProof(
  tx: Transaction<Database>,
  { tenant, now }: Pick<Deps, 'tenant' | 'now'>,
  { binding, timeStep }: { readonly binding: AuthenticatorId; readonly timeStep?: number },
): Promise<boolean> {
  // Of the directory's address there is no row to mark: the step that asked for its code is what makes it single-use.
  if (isOfDirectory(binding)) return true
  const use = { now: now(), ...(timeStep !== undefined && { timeStep }) }
  return await consumeBinding(tx, tenant, binding, use)
}
