import type { Happening } from '@latchkey/core'
import type { Directory, Entry } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { appendAudit } from '../store/audit.ts'
import { principalId } from '../store/principal.ts'
import { auditEvents } from './audit-event.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'directories' | 'store' | 'tenant' | 'now' | 'chance'>

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
    const entry = await timed('find', () => findAccount(directory, account))
    await timed('rules', () => directory.rulesFor(entry.id))
    const password = new Secret(`Aa1-${needs.chance.token()}`)
    await timed('write', () => write(needs, directory, entry, password))
    await timed('sign-in', () => signIn(directory, entry, password))
    return { directory: directoryName, account, passed }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { directory: directoryName, account, passed, fell: { stage, why } }
  }
}

class Fell extends Error {
  override readonly name = 'Fell'
}

async function findAccount(directory: Directory, account: string): Promise<Entry> {
  const entry = await directory.find({ name: account })
  if (!entry) throw new Fell('the directory has no such account')
  return entry
}

async function write(
  needs: Needs,
  directory: Directory,
  entry: Entry,
  password: Secret<string>,
): Promise<void> {
  const operation = `opr_${needs.chance.id()}` as const
  const audit = (happening: Happening) => append(needs, directory, entry, happening)
  await audit({ activity: 'password.write-intended', outcome: 'intended', operation })
  const activity = 'password.reset'
  const settled = await directory
    .setPassword(entry.id, { password })
    .catch(async (error: unknown) => {
      await audit({ activity, outcome: 'unknown', reason: 'outcome-lost', operation })
      throw error
    })
  if (settled.outcome === 'written') {
    await audit({ activity, outcome: 'succeeded', operation })
    return
  }
  const said = 'said' in settled ? settled.said : undefined
  const detail = said === undefined ? {} : { detail: said }
  await audit({ activity, outcome: 'failed', reason: 'password-refused', operation, ...detail })
  const rules = settled.outcome === 'refused' ? `: ${settled.broken.join(', ')}` : ''
  throw new Fell([`${settled.outcome}${rules}`, said].filter(Boolean).join(' — '))
}

async function signIn(directory: Directory, entry: Entry, password: Secret<string>): Promise<void> {
  const verdict = await directory.verifyPassword(entry.id, password)
  if (verdict !== 'accepted') throw new Fell(`the directory says "${verdict}" to the new password`)
}

async function append(
  { store, tenant, now }: Needs,
  directory: Directory,
  entry: Entry,
  happening: Happening,
): Promise<void> {
  const around = {
    origin: BY_COMMAND_LINE,
    at: now(),
    actor: 'command-line',
    target: { principal: principalId(directory.name, entry.id), name: entry.name },
  } as const
  await store.db
    .transaction()
    .execute((tx) => appendAudit(tx, tenant, auditEvents([happening], around)))
}
