import { type Happening, isAdministrator, nameKey } from '@latchkey/core'
import { type Directory, DirectoryUnavailable, type WriteResult } from '@latchkey/directory'
import { type OperationId, Secret } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { appendAudit } from '../store/audit.ts'
import {
  CLAIM_MS,
  claimPrincipal,
  keepPrincipal,
  principalId,
  readPrincipal,
  releasePrincipal,
} from '../store/principal.ts'
import type { Database } from '../store/schema.ts'
import { auditEvents } from './audit-event.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, personOf, targetOf } from './find-person.ts'

type Needs = Pick<Deps, 'directories' | 'store' | 'keys' | 'tenant' | 'policy' | 'now' | 'chance'>

/** What a canary passed on its way, and where it fell. Times are in milliseconds. */
export type CanaryFlight = {
  readonly directory: string
  readonly account: string
  readonly passed: readonly { readonly stage: CanaryStage; readonly ms: number }[]
  readonly fell?: { readonly stage: CanaryStage; readonly why: string }
}

export type CanaryStage = 'find' | 'rules' | 'write' | 'sign-in'

/**
 * Resets a test account for good, to a password that nobody learns, by the same calls as a person's reset,
 * and signs in with it: what a check of rights alone can't show. Audited like every reset.
 */
export async function flyCanary(
  needs: Needs,
  directoryName: string,
  account: string,
): Promise<CanaryFlight> {
  const passed: { stage: CanaryStage; ms: number }[] = []
  let stage: CanaryStage = 'find'
  const timed = async <T>(next: CanaryStage, work: () => Promise<T>): Promise<T> => {
    stage = next
    const from = performance.now()
    const result = await work()
    passed.push({ stage, ms: Math.round(performance.now() - from) })
    return result
  }
  try {
    const directory = needs.directories.find((one) => one.name === directoryName)
    if (!directory) throw new Fell('there is no such directory')
    const found = await timed('find', () => findAccount(needs, directory, account))
    await timed('rules', () => directory.rulesFor(found.entry.id))
    const password = new Secret(`Aa1-${needs.chance.token()}`)
    await timed('write', () => write(needs, found, password))
    await timed('sign-in', () => signIn(found, password))
    return { directory: directoryName, account, passed }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { directory: directoryName, account, passed, fell: { stage, why } }
  }
}

class Fell extends Error {
  override readonly name = 'Fell'
}

// A slip in the configuration would reset a person, for good: whoever was found is asked for proof of being nobody.
async function findAccount(needs: Needs, directory: Directory, account: string): Promise<Found> {
  const entry = await directory.find({ name: account })
  if (!entry) throw new Fell('the directory has no such account')
  // By an address it would be whoever has written it into their entry.
  if (entry.matched === 'mail' || nameKey(entry.name) !== nameKey(account))
    throw new Fell('the account that was found has another name')
  const principal = principalId(directory.name, entry.id)
  const kept = await readPrincipal(needs.store.db, needs.keys, needs.tenant, principal)
  const none = { fresh: new Set<never>(), idle: new Set<never>(), ended: [], sparesTexts: false }
  const found: Found = { directory, entry, principal, kept, ...none }
  if (kept.bindings.length > 0) throw new Fell('somebody enrolled with this account')
  if (isAdministrator(await needs.policy.read(), personOf(found)))
    throw new Fell('the account is an administrator’s')
  return found
}

async function write(needs: Needs, found: Found, password: Secret<string>): Promise<void> {
  const operation: OperationId = `opr_${needs.chance.id()}`
  await begin(needs, found, operation)
  const { directory, entry } = found
  let settled: WriteResult
  try {
    settled = await directory.setPassword(entry.id, { password })
  } catch (error) {
    await end(needs, found, operation, becameOf(error))
    throw error
  }
  if (settled.outcome === 'written') {
    await end(needs, found, operation, { outcome: 'succeeded' })
    return
  }
  const said = 'said' in settled ? settled.said : undefined
  const detail = said === undefined ? {} : { detail: said }
  await end(needs, found, operation, { outcome: 'failed', reason: 'password-refused', ...detail })
  const rules = settled.outcome === 'refused' ? `: ${settled.broken.join(', ')}` : ''
  throw new Fell([`${settled.outcome}${rules}`, said].filter(Boolean).join(' — '))
}

type Ending = Pick<Happening, 'outcome' | 'reason' | 'detail'>

function becameOf(error: unknown): Ending {
  return error instanceof DirectoryUnavailable
    ? { outcome: 'failed', reason: 'directory-unavailable' }
    : { outcome: 'unknown', reason: 'outcome-lost' }
}

// Under a claim, as a flow's write: two at once would each be told of a password that the other replaced.
async function begin(needs: Needs, found: Found, operation: OperationId): Promise<void> {
  const { store, tenant, now } = needs
  const { directory, entry, principal } = found
  const intended = { activity: 'password.write-intended', outcome: 'intended', operation } as const
  await store.db.transaction().execute(async (tx) => {
    await keepPrincipal(tx, tenant, { directory: directory.name, entry })
    // Nothing renews it: twice as long as a write of a flow may take.
    const claim = { operation, until: now() + 2 * CLAIM_MS, unlessEndedAfter: now() }
    if (!(await claimPrincipal(tx, tenant, principal, claim)))
      throw new Fell('another write to this account is under way')
    await append(tx, needs, found, intended)
  })
}

async function end(
  needs: Needs,
  found: Found,
  operation: OperationId,
  ending: Ending,
): Promise<void> {
  const { store, tenant } = needs
  await store.db.transaction().execute(async (tx) => {
    // Ended by somebody who took it for lost, and said so in the audit.
    if (!(await releasePrincipal(tx, tenant, operation, found.principal))) return
    await append(tx, needs, found, { activity: 'password.reset', operation, ...ending })
  })
}

async function signIn({ directory, entry }: Found, password: Secret<string>): Promise<void> {
  const verdict = await directory.verifyPassword(entry.id, password)
  if (verdict !== 'accepted') throw new Fell(`the directory says "${verdict}" to the new password`)
}

async function append(
  tx: Transaction<Database>,
  { tenant, now }: Needs,
  found: Found,
  happening: Happening,
): Promise<void> {
  const around = {
    origin: BY_COMMAND_LINE,
    at: now(),
    actor: 'command-line',
    target: targetOf(found),
  } as const
  await appendAudit(tx, tenant, auditEvents([happening], around))
}
