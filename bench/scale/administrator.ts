import { hashPassword } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { findByName } from '../../packages/server/src/app/find-person.ts'
import { tokenHash } from '../../packages/server/src/app/open-flow.ts'
import { addNewcomers } from '../../packages/server/src/app/people.ts'
import { administrator } from '../../packages/server/src/app/seed-people.ts'
import type { House } from '../../packages/server/src/house.ts'
import { insertSession } from '../../packages/server/src/store/session.ts'

/** Adds an administrator with a session in which they gave both proofs; gives the cookie of it. */
export async function openConsole({ deps, embedded }: House): Promise<string> {
  if (!embedded) throw new Error('people are added to an embedded directory')
  const now = Date.now()
  const hash = await hashPassword(new Secret('Start-Passw0rd-1!'))
  await addNewcomers(deps, embedded, [administrator('erin', { hash, now })], now)
  const { subject } = await findByName(deps, 'erin')
  const token = deps.chance.token()
  await insertSession(deps.store.db, deps.tenant, {
    id: `ses_${deps.chance.id()}`,
    principal: subject,
    amr: ['pwd', 'otp'],
    createdAt: now,
    provenAt: now,
    seenAt: now,
    tokenHash: tokenHash(deps, token),
  })
  return `__Host-latchkey-session=${token}`
}
