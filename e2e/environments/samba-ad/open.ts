import type { Entry, EntryId } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { onTestFinished } from 'vitest'
import { createSambaFixture, type SambaChanges } from './fixture.ts'
import type { Account } from './people.ts'
import type { SambaAd } from './start.ts'

/** Good for every rule of value here. */
export const FIRST = 'Quiet-Harbour-417'
export const SECOND = 'Plum-Bridge-101-wide'

export type NewAccount = Omit<Account, 'password'> & { readonly password?: string }

/** A directory over Samba for one test, and what tests do with it said in texts. */
export async function openSamba(samba: SambaAd, changes: SambaChanges = {}) {
  const fixture = await createSambaFixture(samba, changes)
  onTestFinished(fixture.close)
  const { directory, made } = fixture
  const find = async (name: string): Promise<Entry> => {
    const entry = await directory.find({ name })
    if (!entry) throw new Error(`nobody is found by ${name}`)
    return entry
  }
  return {
    ...fixture,
    find,
    add: async (account: NewAccount): Promise<Entry & { readonly dn: string }> => {
      const dn = await made.add({ password: FIRST, ...account })
      return { ...(await find(account.name)), dn }
    },
    verify: (id: EntryId | undefined, password: string) =>
      directory.verifyPassword(id, new Secret(password)),
    reset: (id: EntryId, password: string) =>
      directory.setPassword(id, { password: new Secret(password) }),
    change: (id: EntryId, current: string, password: string) =>
      directory.setPassword(id, { password: new Secret(password), current: new Secret(current) }),
  }
}

export type OpenSamba = Awaited<ReturnType<typeof openSamba>>

/** Guesses wrong until the directory locks. */
export async function lockOut({ verify }: OpenSamba, entry: Entry): Promise<void> {
  for (let n = 0; n < entry.lockout.threshold; n++) await verify(entry.id, `Wrong-Guess-${n}`)
}
