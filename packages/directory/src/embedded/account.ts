import type { EntryId } from '../directory.ts'
import { type EmbeddedDeps, withDefaults } from './deps.ts'
import { openProfile, sealProfile } from './profile.ts'

/** Switches sign-in off or on; false when there is no such entry. */
export async function setDisabled(
  { db, tenant }: EmbeddedDeps,
  id: EntryId,
  isDisabled: boolean,
): Promise<boolean> {
  const result = await db
    .updateTable('embedded_entry')
    .set((eb) => ({ disabled: isDisabled ? 1 : 0, version: eb('version', '+', 1) }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts the person into these groups and no others; false when there is no such entry. */
export async function setGroups(
  deps: EmbeddedDeps,
  id: EntryId,
  groups: readonly string[],
): Promise<boolean> {
  const embedded = withDefaults(deps)
  for (;;) {
    const entry = await embedded.db
      .selectFrom('embedded_entry')
      .select(['sealed', 'version'])
      .where('tenant', '=', embedded.tenant)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!entry) return false
    const profile = openProfile(embedded, id, entry.sealed)
    const result = await embedded.db
      .updateTable('embedded_entry')
      .set({
        sealed: sealProfile(embedded, id, { ...profile, groups }),
        version: entry.version + 1,
      })
      .where('tenant', '=', embedded.tenant)
      .where('id', '=', id)
      .where('version', '=', entry.version)
      .executeTakeFirst()
    if (result.numUpdatedRows === 1n) return true
  }
}
