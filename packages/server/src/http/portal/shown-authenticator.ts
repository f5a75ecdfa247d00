import { isSent } from '@latchkey/core'
import type { OwnAuthenticator } from '../../app/own-page.ts'

/** One of a person's authenticators as their page shows it. */
export function shownOf(one: OwnAuthenticator) {
  return {
    kind: one.kind,
    isPreferred: one.isPreferred,
    createdAt: one.createdAt,
    freshUntil: one.freshUntil,
    isIdle: one.isIdle,
    // A pass is the help desk's, as an address of the directory is the directory's: neither is changed here.
    ...(!one.isOfDirectory && one.kind !== 'helpdesk-pass' && { id: one.id }),
    // Only an address is something to recognise an authenticator by.
    ...(isSent(one.kind) && { masked: one.masked }),
    ...(one.left !== undefined && { left: one.left }),
    ...(one.expiresAt !== undefined && { expiresAt: one.expiresAt }),
    ...(one.name !== null && { name: one.name }),
    ...(one.usedAt !== null && { usedAt: one.usedAt }),
  }
}
