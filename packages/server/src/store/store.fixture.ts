import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TenantId } from '@latchkey/protocol'
import { CLUSTER } from './cluster.fixture.ts'
import { newDatabase } from './database.fixture.ts'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { openStore, type Store } from './store.ts'

export const TENANT: TenantId = 'ten_default'

/** A migrated store and its keys in a directory of their own; `remove` when the test ends. */
export type StoreFixture = {
  readonly directory: string
  /** Its file, on SQLite. */
  readonly path: string
  readonly url: string
  readonly store: Store
  readonly keyRing: KeyRing
  remove(): Promise<void>
}

export async function createStoreFixture(): Promise<StoreFixture> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
  const path = join(directory, 'latchkey.db')
  const database = CLUSTER && (await newDatabase(CLUSTER))
  const url = database?.url ?? `sqlite:${path}`
  const store = await openStore({ url, migrate: true })
  return {
    ...{ directory, path, url, store },
    keyRing: openKeyRing(join(directory, 'keys.json'), { mayCreate: true }),
    remove: async () => {
      await store.close()
      await database?.remove()
      rmSync(directory, { recursive: true })
    },
  }
}
