import type { EntryId, WriteResult } from '../directory.ts'
import { setDisabled } from './account.ts'
import type { Embedded } from './deps.ts'

export async function block(embedded: Embedded, id: EntryId): Promise<WriteResult> {
  const isThere = await setDisabled(embedded, id, true)
  return { outcome: isThere ? 'written' : 'not-found' }
}
