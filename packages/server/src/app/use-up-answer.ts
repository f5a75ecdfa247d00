import type { AuthenticatorId, PrincipalId } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import type { Verdict } from '../authenticator/authenticator.ts'
import { consumeBinding, useUpBinding, useUpCode } from '../store/authenticator.ts'
import type { Database } from '../store/schema.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import { isOfDirectory } from './directory-address.ts'
import type { Found } from './find-person.ts'
import { noticesFor } from './notices.ts'

type Tx = Transaction<Database>
type Right = Extract<Verdict, { verdict: 'right' }>

/** Whose answer it is, and in which attempt it was given. */
export type Answered = {
  readonly caller: Caller
  readonly found: Found
  readonly flow: `flw_${string}`
}

/**
 * Uses a right answer up, in the transaction that lets it pass. Says why not where somebody was first with
 * the same answer (`reused`), or with another code of the same set (`overtaken`: it is worth a second look).
 */
export async function useUpAnswer(
  tx: Tx,
  deps: Deps,
  answered: Answered,
  { binding, timeStep, leaves }: Right,
): Promise<'used-up' | 'reused' | 'overtaken'> {
  // The flow's own step is what makes a code single-use; of this one there is no row to mark.
  if (isOfDirectory(binding)) return 'used-up'
  const now = deps.now()
  if (leaves === 'nothing')
    return (await useUpBinding(tx, deps.tenant, binding, now)) ? 'used-up' : 'reused'
  if (leaves === undefined) {
    const use = { now, ...(timeStep !== undefined && { timeStep }) }
    return (await consumeBinding(tx, deps.tenant, binding, use)) ? 'used-up' : 'reused'
  }
  const code = { id: binding, left: leaves.value, timeStep: timeStep ?? 0 }
  if (!(await takeCode(tx, deps, answered.found.principal, code))) return 'overtaken'
  await tell(tx, deps, answered, leaves.codes)
  return 'used-up'
}

function takeCode(
  tx: Tx,
  { keys, tenant, now }: Deps,
  principal: PrincipalId,
  code: { readonly id: AuthenticatorId; readonly left: string; readonly timeStep: number },
): Promise<boolean> {
  return useUpCode(tx, keys, tenant, { ...code, principal, now: now() })
}

// Whoever found the sheet of paper is not the one who reads the mail.
async function tell(tx: Tx, deps: Deps, answered: Answered, left: number): Promise<void> {
  const { caller, found, flow } = answered
  const whence = whenceOf(caller.origin, deps.now())
  const { locale } = caller
  const notice = { notice: 'recovery-code-used', found, flow, locale, whence, left } as const
  await deps.outbox.enqueue(tx, await noticesFor(tx, deps, notice))
}
