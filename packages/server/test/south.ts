import type { Directory, Entry } from '@latchkey/directory'

/** A namesake of alice, elsewhere. */
export const STRANGER: Entry = {
  id: 'ent_stranger',
  name: 'alice',
  displayName: 'Alice Other',
  mail: 'alice@south.example',
  groups: [],
  isDisabled: false,
  isExpired: false,
  isLocked: false,
  mustChange: false,
  lockout: { threshold: 0, windowMs: 0, failures: 0 },
}

/** A second directory, empty but for what is said. */
export function south(over: Partial<Directory>): Directory {
  return {
    name: 'south',
    find: async () => undefined,
    rulesFor: async () => [],
    verifyPassword: async () => 'wrong',
    setPassword: async () => ({ outcome: 'written' }),
    unlock: async () => ({ outcome: 'written' }),
    setBlocked: async () => ({ outcome: 'written' }),
    check: async () => undefined,
    ...over,
  }
}
