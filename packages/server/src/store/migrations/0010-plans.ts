import { type Kysely, sql } from 'kysely'

/** Indices for what would else be looked for among all people, all they have enrolled, or all flows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .createIndex('principal_appointed')
    .on('principal')
    .columns(['tenant', 'id'])
    .where(sql.ref('administrator'), '=', sql.lit(1))
    .execute()
  await schema
    .createIndex('authenticator_by_end')
    .on('authenticator')
    .column('expires_at')
    .where(sql.ref('expires_at'), 'is not', sql.lit(null))
    .execute()
  await schema.dropIndex('flow_by_expiry').execute()
  await schema
    .createIndex('flow_by_expiry')
    .on('flow')
    .columns(['tenant', 'expires_at', 'kind'])
    .execute()
}
