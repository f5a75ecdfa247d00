import { DirectoryUnavailable } from '../directory.ts'
import type { Embedded } from './deps.ts'

export async function checkDirectory({ db, tenant, name }: Embedded): Promise<void> {
  try {
    await db
      .selectFrom('embedded_entry')
      .select('id')
      .where('tenant', '=', tenant)
      .limit(1)
      .execute()
  } catch (cause) {
    throw new DirectoryUnavailable(`the tables of the directory ${name} cannot be read`, { cause })
  }
}
