import type { Kysely } from 'kysely'
import { DataDirectoryRefused } from '../store/hold.ts'
import { type KeyRing, KeyRingRefused, SealBroken } from '../store/key-ring.ts'
import type { Database } from '../store/schema.ts'
import { readSetting, writeSetting } from '../store/setting.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>

/** Keeps with which keys a new store was made, and whether by a trial. */
export async function noteOrigin(
  db: Kysely<Database>,
  { keys, tenant, now }: Needs,
  isTrial: boolean,
): Promise<void> {
  const text = JSON.stringify({ keys: markOf(keys), isTrial })
  await writeSetting(db, keys, tenant, { name: 'origin', text, now: now() })
}

/**
 * Refuses a store that was made with other keys, or by the other kind of running: a server that joins the
 * others with a key file of its own would write what they can't read, and a trial on the store of real
 * people would show their codes to everybody.
 */
export async function checkOrigin(needs: Needs, isTrial: boolean): Promise<void> {
  const text = await readOrigin(needs)
  // Made before this was kept: on one machine then, where the data directory says the same.
  if (text === undefined) return
  // as: noteOrigin() stores nothing else there.
  const origin = JSON.parse(text) as { readonly keys: string; readonly isTrial: boolean }
  if (origin.keys !== markOf(needs.keys)) throw otherKeys()
  if (origin.isTrial && !isTrial)
    throw new DataDirectoryRefused(
      'The store was made by a trial, with people whose passwords everybody knows: use another one, or set dev = true to go on with the trial.',
    )
  if (!origin.isTrial && isTrial)
    throw new DataDirectoryRefused(
      'The store is not of a trial: a trial needs an empty one of its own, or set dev = false.',
    )
}

async function readOrigin({ store, keys, tenant }: Needs): Promise<string | undefined> {
  try {
    return await readSetting(store.db, keys, tenant, 'origin')
  } catch (error) {
    throw error instanceof SealBroken ? otherKeys(error) : error
  }
}

function otherKeys(cause?: unknown): KeyRingRefused {
  return new KeyRingRefused(
    'The key file holds other keys than those that the store was written with: copy the file of a server that works on this store, or put it back from a backup.',
    { cause },
  )
}

// The key of look-ups never changes; its own hash says nothing of it.
function markOf(keys: KeyRing): string {
  return Buffer.from(keys.hash('origin', '')).toString('base64url')
}
