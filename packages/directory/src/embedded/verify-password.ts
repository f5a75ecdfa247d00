import type { Secret } from '@latchkey/protocol'
import type { EntryId, PasswordVerdict } from '../directory.ts'
import type { Embedded } from './deps.ts'
import { clearFailures, countFailure, isLockedAt } from './lockout.ts'
import { NOBODY } from './nobody.ts'
import { matchesHash, unmatchableHash } from './password-hash.ts'

type PasswordInForce = {
  readonly id: string
  readonly version: number
  readonly password_hash: string | null
}

export async function verifyPassword(
  embedded: Embedded,
  id: EntryId | undefined,
  password: Secret<string>,
): Promise<PasswordVerdict> {
  for (;;) {
    const verdict = await judgePassword(
      embedded,
      await readPassword(embedded, id ?? NOBODY),
      password,
    )
    if (verdict !== 'read-again') return verdict
  }
}

/** Judges against what was read; `read-again` when the entry changed while the hash was computed. */
export async function judgePassword(
  embedded: Embedded,
  entry: PasswordInForce | undefined,
  password: Secret<string>,
): Promise<PasswordVerdict | 'read-again'> {
  const stored = entry?.password_hash ?? unmatchableHash(embedded.hashing)
  const isRight = await matchesHash(password, stored)
  if (!entry || entry.id === NOBODY) {
    await countFailure(embedded, NOBODY)
    return 'wrong'
  }
  if (!isRight) return countFailure(embedded, entry.id)
  const account = await clearFailures(embedded, entry.id, entry.version)
  return account ? verdictOnAccount(account, embedded.now()) : 'read-again'
}

function readPassword({ db, tenant }: Embedded, id: string): Promise<PasswordInForce | undefined> {
  return db
    .selectFrom('embedded_entry')
    .select(['id', 'version', 'password_hash'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
}

type Account = NonNullable<Awaited<ReturnType<typeof clearFailures>>>

function verdictOnAccount(account: Account, now: number): PasswordVerdict {
  if (isLockedAt(account.locked_until, now)) return 'locked'
  if (account.disabled === 1) return 'disabled'
  if (account.expires_at !== null && account.expires_at <= now) return 'expired'
  return account.must_change === 1 ? 'must-change' : 'accepted'
}
