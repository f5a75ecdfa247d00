import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Database } from '../src/store/schema.ts'
import type { Store } from '../src/store/store.ts'

const TURNS = 20

/**
 * The same store, whose transactions begin only after others had their turn, as on a database across the
 * network: what was read before one may be old when it writes.
 */
export function likeOnTheNetwork(store: Store): Store {
  const { db } = store
  const transaction = () => ({
    execute: async <T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> => {
      for (let turn = 0; turn < TURNS; turn += 1) await nextTurn()
      return await db.transaction().execute(work)
    },
  })
  const slow = new Proxy(db, {
    get: (target, name) => {
      if (name === 'transaction') return transaction
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ...store, db: slow }
}
