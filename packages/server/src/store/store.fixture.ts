import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TenantId } from '@latchkey/protocol'
import { type KeyRing, openKeyRing } from './key-ring.ts'
import { openStore, type Store } from './store.ts'

export const TENANT: TenantId = 'ten_default'

/** A migrated store and its keys in a directory of their own; `remove` when the test ends. */
export type StoreFixture = {
  readonly directory: string
  readonly path: string
  readonly store: Store
  readonly keyRing: KeyRing
  remove(): Promise<void>
}

export async function createStoreFixture(): Promise<StoreFixture> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-store-'))
  const path = join(directory, 'latchkey.db')
  const store = await openStore({ url: `sqlite:${path}`, migrate: true })
  return {
    directory,
    path,
    store,
    keyRing: openKeyRing(join(directory, 'keys.json'), { mayCreate: true }),
    remove: async () => {
      await store.close()
      rmSync(directory, { recursive: true })
    },
  }
}
