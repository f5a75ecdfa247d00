import { guidOfId } from './object-guid.ts'

/** Reset Password (MS-ADTS 5.1.3.2.1), as the directory compares it. */
export const RESET_PASSWORD = '00299570-246d-11d0-a768-00aa006e0529'

/** The class of people, below which the rights are given. */
export const USER = 'bf967aba-0de6-11d0-a285-00aa003049e2'

/** The attributes that Latchkey writes besides a password, and what for. */
export const WRITTEN = [
  {
    attribute: 'lockoutTime',
    guid: '28630ebf-41d5-11d1-a9c1-0000f80367c1',
    grants: 'takes lockouts back, and resets passwords',
    isNeeded: true,
  },
  {
    attribute: 'pwdLastSet',
    guid: 'bf967a0a-0de6-11d0-a285-00aa003049e2',
    grants: 'resets passwords so that they need no change',
    isNeeded: true,
  },
  {
    attribute: 'userAccountControl',
    guid: 'bf967a68-0de6-11d0-a285-00aa003049e2',
    grants: 'blocks sign-in after “it wasn’t me”',
    isNeeded: false,
  },
] as const

export function bytesOf(guid: string): Buffer {
  const bytes = guidOfId(guid)
  if (!bytes) throw new Error(`${guid} is no GUID`)
  return bytes
}
