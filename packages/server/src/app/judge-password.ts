import { signInLimit } from '@latchkey/core'
import type { PasswordVerdict } from '@latchkey/directory'
import type { Secret } from '@latchkey/protocol'
import { refundBudgets, signInsOf, signInsToNameFrom, spendInOrder } from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { type Found, findByName, type Lookup } from './find-person.ts'

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
  const { found } = lookup
  const budgets = [
    signInsToNameFrom(deps, username, source),
    signInsOf(deps, lookup.subject, signInLimit(lockoutOf(lookup))),
  ]
  const { db } = deps.store
  const mayAsk = (await spendInOrder(db, deps, budgets, deps.now())) && hasRoom(lookup)
  const directory = found?.directory ?? deps.directories[0]
  if (!directory) throw new Error('no directory is configured')
  const entry = mayAsk ? found?.entry.id : undefined
  const verdict = await directory.verifyPassword(entry, password).catch(async (error: unknown) => {
    // A directory that was away judged nothing.
    await refundBudgets(db, deps, budgets, deps.now())
    throw error
  })
  if (verdict !== 'wrong' && verdict !== 'locked')
    await refundBudgets(db, deps, budgets, deps.now())
  return { verdict, found, isBudgetSpent: !mayAsk }
}

function lockoutOf({ found }: Lookup) {
  return found?.entry.lockout ?? NOBODY
}

// The directory counts failures that we never saw (at the sign-in screen, by mail programs): read live.
function hasRoom(lookup: Lookup): boolean {
  const { threshold, windowMs, failures } = lockoutOf(lookup)
  return threshold === 0 || failures < signInLimit({ threshold, windowMs }).most
}
