import { isByApproval, provenKindOf } from '@latchkey/core'
import type { AuthenticatorKind, ChallengeId, FlowId, Instant } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { putApproval } from '../store/approval.ts'
import type { FlowRecord } from '../store/flow.ts'
import type { Database } from '../store/schema.ts'
import { approvalHash } from './approval-code.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'

// What is done for somebody and for nobody is alike, and not to the last microsecond: it is done when nobody
// knows, so that no request of the claimant's can be aimed to meet it.
const LEAST_WAIT_MS = 200
const WAIT_SPREAD_MS = 1_000

type Needs = Pick<
  Deps,
  'authenticators' | 'passkeys' | 'keys' | 'chance' | 'outbox' | 'tenant' | 'now'
>

/**
 * Makes the code of a fresh challenge and leaves its sending to the outbox: the same row for every kind
 * and every name. Whether anybody is there to receive it, no request ever waits to find out.
 */
export async function issueChallenge(
  tx: Transaction<Database>,
  deps: Needs,
  caller: Caller,
  record: FlowRecord,
  kind: AuthenticatorKind,
): Promise<FlowRecord> {
  const { flow } = record
  const challenge = flow.challenges[kind]
  if (!challenge) throw new Error('a challenge was to be sent that was not issued')
  const authenticator = deps.authenticators[kind]
  const code = deps.chance.code()
  const now = deps.now()
  const provenKind = provenKindOf(flow)
  await deps.outbox.enqueue(tx, [
    {
      tenant: deps.tenant,
      kind: 'challenge',
      flow: flow.id,
      createdAt: now,
      dueAt: now + LEAST_WAIT_MS + Math.floor(deps.chance.fraction() * WAIT_SPREAD_MS),
      expiresAt: challenge.expiresAt,
      payload: {
        flow: flow.id,
        challenge: challenge.id,
        kind,
        username: flow.username ?? '',
        code: authenticator.isSent ? code : null,
        token: deps.chance.token(),
        source: caller.source,
        ...(provenKind !== undefined && { provenKind }),
        locale: flow.locale,
        whence: whenceOf(caller.origin, now),
      },
    },
  ])
  if (isByApproval(flow, kind)) await askApproval(tx, deps, caller, { flow: flow.id, ...challenge })
  if (!authenticator.isSent) return record
  const kept = authenticator.keep({ flow: flow.id, challenge, code })
  return { ...record, codes: { ...record.codes, [kind]: kept } }
}

async function askApproval(
  tx: Transaction<Database>,
  { keys, tenant, passkeys, now }: Needs,
  { origin, machine }: Caller,
  asked: { readonly flow: FlowId; readonly id: ChallengeId; readonly expiresAt: Instant },
): Promise<void> {
  const { flow, id: challenge, expiresAt } = asked
  const codeHash = approvalHash({ keys }, passkeys.approvalCode({ flow, challenge }))
  const place = { ...whenceOf(origin, now()), isTrusted: machine?.isTrusted === true }
  await putApproval(tx, keys, tenant, { flow, challenge, codeHash, place, expiresAt })
}
