import type { EntryId, WriteResult } from '../directory.ts'
import { setDisabled } from './account.ts'
import type { Embedded } from './deps.ts'

export async function setBlocked(
  embedded: Embedded,
  id: EntryId,
  isBlocked: boolean,
): Promise<WriteResult> {
  const isThere = await setDisabled(embedded, id, isBlocked)
  return { outcome: isThere ? 'written' : 'not-found' }
}
