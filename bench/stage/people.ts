import { hashPassword } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { generateSecret } from 'otplib'
import { addNewcomers, type Newcomer } from '../../packages/server/src/app/people.ts'
import type { House } from '../../packages/server/src/house.ts'
import { upTo } from './numbers.ts'

export const OLD_PASSWORD = 'Start-Passw0rd-1!'
const DAY_MS = 24 * 3_600_000
const AT_ONCE = 1_000

/** Somebody with an authenticator app, whose seed the bench knows. */
export type Owner = { readonly name: string; readonly seed: string }

/** Adds people who enrolled an address and an app long ago. */
export async function addOwners({ deps, embedded }: House, count: number): Promise<Owner[]> {
  if (!embedded) throw new Error('people are added to an embedded directory')
  const hash = await hashPassword(new Secret(OLD_PASSWORD))
  const owners = upTo(count).map((n) => ({ name: `owner-${n}`, seed: generateSecret() }))
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = owners.slice(from, from + AT_ONCE).map((one) => newcomerOf(one, hash))
    await addNewcomers(deps, embedded, some, Date.now() - 30 * DAY_MS)
  }
  return owners
}

function newcomerOf({ name, seed }: Owner, hash: string): Newcomer {
  return {
    name,
    displayName: name,
    mail: `${name}@corp.test`,
    password: { hash },
    enrolsMail: true,
    totpSecret: seed,
  }
}

/** Fills everybody's history, so that a reset compares with as many passwords as policy remembers. */
export async function fillHistories({ deps }: House, remembered: number): Promise<void> {
  const earlier = await Promise.all(
    upTo(remembered - 1).map((n) => hashPassword(new Secret(`Earlier-Passw0rd-${n}`))),
  )
  await deps.store.db
    .updateTable('embedded_entry')
    .set({ earlier_hashes: JSON.stringify(earlier) })
    .where('password_hash', 'is not', null)
    .execute()
}
