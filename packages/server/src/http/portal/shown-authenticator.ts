import type { OwnAuthenticator } from '../../app/own-page.ts'

/** One of a person's authenticators as their page shows it. */
export function shownOf(one: OwnAuthenticator) {
  return {
    kind: one.kind,
    isPreferred: one.isPreferred,
    createdAt: one.createdAt,
    freshUntil: one.freshUntil,
    isIdle: one.isIdle,
    ...(!one.isOfDirectory && { id: one.id }),
    // An app's key is nothing to recognise it by.
    ...(one.kind !== 'totp' && { masked: one.masked }),
    ...(one.name !== null && { name: one.name }),
    ...(one.usedAt !== null && { usedAt: one.usedAt }),
  }
}
