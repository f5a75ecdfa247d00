import { signInLimit } from '@latchkey/core'
import type { Directory, PasswordVerdict } from '@latchkey/directory'
import { hasSpareTries, type PrincipalId, type Secret } from '@latchkey/protocol'
import {
  refundBudgets,
  signInsOf,
  signInsToNameFrom,
  signInsUnderWay,
  spendBudget,
  spendInOrder,
} from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, findPlace, type Lookup } from './find-person.ts'
import { placesOf } from './places.ts'

export type JudgedPassword = {
  readonly verdict: PasswordVerdict
  readonly found: Found | undefined
  readonly isBudgetSpent: boolean
}

// What nobody is judged by: a threshold that most directories have, so that nobody's budget is somebody's.
const NOBODY = { threshold: 10, windowMs: 15 * 60_000, failures: 0 } as const

/**
 * Judges a typed name and password. Never spends the directory's own lockout: past our budget the answer
 * is that of a wrong password, after the same work, without asking the directory about the person.
 */
export async function judgePassword(
  deps: Deps,
  { source }: Caller,
  username: string,
  password: Secret<string>,
): Promise<JudgedPassword> {
  const lookup = await findByName(deps, username)
  const { found, subject } = lookup
  const limit = signInLimit(found?.entry.lockout ?? NOBODY)
  const budgets = [signInsToNameFrom(deps, username, source), signInsOf(deps, subject, limit)]
  const { db } = deps.store
  const isWithin = await spendInOrder(db, deps, budgets, deps.now())
  const giveBack = () => refundBudgets(db, deps, budgets, deps.now())
  return await countingUnderWay(deps, subject, async (underWay) => {
    const hasRoom = await isRoomFor(deps, username, lookup, underWay).catch(
      async (error: unknown) => {
        await giveBack()
        throw error
      },
    )
    const mayAsk = isWithin && hasRoom
    const asked = await askAll(deps, username, mayAsk ? found : undefined, password)
    const { verdict, faults, wasJudged } = asked
    // A directory that was away judged nothing.
    if (!wasJudged || (verdict !== 'wrong' && verdict !== 'locked')) await giveBack()
    if (faults.length > 0) throw faults[0]
    return { verdict, found, isBudgetSpent: !mayAsk }
  })
}

async function countingUnderWay<T>(
  deps: Deps,
  subject: PrincipalId,
  work: (underWay: number) => Promise<T>,
): Promise<T> {
  const counter = signInsUnderWay(deps, subject)
  const { used } = await spendBudget(deps.store.db, deps, counter, deps.now())
  try {
    return await work(used)
  } finally {
    await refundBudgets(deps.store.db, deps, [counter], deps.now())
  }
}

/**
 * Whether the directory's own count leaves room for one more failure. It counts those that we never saw
 * (at the sign-in screen, by mail programs), so it is read live, and after this attempt was counted among
 * those under way: else any number of attempts at once would each take the room that all of them saw.
 */
async function isRoomFor(
  { directories }: Deps,
  username: string,
  { found }: Lookup,
  underWay: number,
): Promise<boolean> {
  const place = await findPlace(directories, username)
  // The name passed to somebody else in between.
  if (found && (place?.directory !== found.directory || place.entry.id !== found.entry.id))
    return false
  const lockout = found && place ? place.entry.lockout : NOBODY
  return hasSpareTries(lockout, underWay)
}

type Asked = {
  readonly verdict: PasswordVerdict
  readonly faults: readonly unknown[]
  /** Whether any directory judged anything. */
  readonly wasJudged: boolean
}

/**
 * Asks every directory that may have the name, one of them about the person and the others about nobody:
 * which are asked, and how long that takes, follows from the name's form and never from who exists.
 */
async function askAll(
  { directories }: Deps,
  username: string,
  found: Found | undefined,
  password: Secret<string>,
): Promise<Asked> {
  const places = placesOf(directories, username)
  if (places.length === 0) throw new Error('no directory is configured')
  const ask = async (one: Directory) => {
    const isTheirs = one === found?.directory
    const verdict = await one.verifyPassword(isTheirs ? found?.entry.id : undefined, password)
    return isTheirs ? verdict : undefined
  }
  const answers = await Promise.allSettled(places.map(ask))
  const judged = answers.filter((one) => one.status === 'fulfilled')
  return {
    verdict: judged.find(({ value }) => value !== undefined)?.value ?? 'wrong',
    faults: answers.filter((one) => one.status === 'rejected').map(({ reason }) => reason),
    wasJudged: judged.length > 0,
  }
}
