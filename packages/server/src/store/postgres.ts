import { Kysely, PostgresDialect, type Transaction, type TransactionBuilder } from 'kysely'
import { again } from './postgres-fault.ts'
import {
  type Access,
  createPostgresPool,
  type Patience,
  type PostgresAddress,
} from './postgres-pool.ts'
import type { Database } from './schema.ts'

type Opening = {
  readonly access: Access
  readonly patience: Patience
  readonly onQuery?: ((text: string) => void) | undefined
}

/** Promises a pool of connections; nothing is connected before the first statement. */
export function openPostgres(
  address: PostgresAddress,
  { access, patience, onQuery }: Opening,
): Kysely<Database> {
  return new PatientKysely({
    dialect: new PostgresDialect({ pool: createPostgresPool(address, access, patience) }),
    ...(onQuery && { log: ({ query }) => onQuery(query.sql) }),
  })
}

/** Runs a transaction again that the database undid because it and another one waited for each other. */
class PatientKysely extends Kysely<Database> {
  override transaction(): TransactionBuilder<Database> {
    const builder = super.transaction()
    const once = builder.execute.bind(builder)
    return Object.assign(builder, {
      execute: <T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T> =>
        again(() => once(work)),
    })
  }
}
