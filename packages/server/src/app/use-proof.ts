import type { FlowId } from '@latchkey/protocol'
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
type Needs = Pick<Deps, 'tenant' | 'keys' | 'now' | 'chance' | 'media' | 'outbox'>

/** Whose proof it is, and in which flow it was given; none on one's own page. */
export type ProofOf = {
  readonly caller: Caller
  readonly found: Found
  readonly flow: FlowId | null
}

/**
 * Marks what proved a person as used, or uses it up, in the transaction that lets them pass. Says why not where
 * somebody was first with the same answer (`reused`), or with another code of the same set (`overtaken`: it is
 * worth a second look).
 */
export async function useProof(
  tx: Tx,
  needs: Needs,
  of: ProofOf,
  { binding, timeStep, leaves }: Right,
): Promise<'used' | 'reused' | 'overtaken'> {
  const { tenant, keys } = needs
  // Of the directory's address there is no row to mark: the step that asked for its code is what makes it single-use.
  if (isOfDirectory(binding)) return 'used'
  const now = needs.now()
  if (leaves === undefined) {
    const use = { now, ...(timeStep !== undefined && { timeStep }) }
    return (await consumeBinding(tx, tenant, binding, use)) ? 'used' : 'reused'
  }
  if (leaves === 'nothing') {
    if (!(await useUpBinding(tx, tenant, binding, now))) return 'reused'
    await tell(tx, needs, of, { notice: 'helpdesk-pass-used' })
    return 'used'
  }
  const { principal } = of.found
  const code = { id: binding, principal, left: leaves.value, timeStep: timeStep ?? 0, now }
  if (!(await useUpCode(tx, keys, tenant, code))) return 'overtaken'
  await tell(tx, needs, of, { notice: 'recovery-code-used', left: leaves.codes })
  return 'used'
}

type News =
  | { readonly notice: 'helpdesk-pass-used' }
  | { readonly notice: 'recovery-code-used'; readonly left: number }

// Whoever found the sheet of paper, or listened to the call, is not the one who reads the mail.
async function tell(tx: Tx, needs: Needs, of: ProofOf, news: News): Promise<void> {
  const { caller, found, flow } = of
  const whence = whenceOf(caller.origin, needs.now())
  const notices = await noticesFor(tx, needs, {
    ...news,
    found,
    flow,
    locale: caller.locale,
    whence,
  })
  await needs.outbox.enqueue(tx, notices)
}
