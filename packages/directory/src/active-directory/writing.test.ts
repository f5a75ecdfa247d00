import { BusyError, type Client, InsufficientAccessError } from 'ldapts'
import { expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { ConnectionLost, NeverSent } from '../ldap/failure.ts'
import type { ActiveDirectory } from './deps.ts'
import { modify } from './writing.ts'

const SERVER = { host: 'dc1.corp.test', port: 636 }
const LOST = new ConnectionLost(SERVER, new Error('reset'))

/** `at` says where the fault happens: while the write is prepared, or once it was sent. */
function modifyWith(fault: Error, at: 'prepared' | 'sent') {
  const client = {
    modify: async () => {
      throw fault
    },
  }
  const ldap = {
    // as: a double of the one method that is called here.
    write: (work: (connection: object) => Promise<unknown>) =>
      work({ client: client as unknown as Client, server: SERVER }),
  }
  return modify({ ldap } as unknown as ActiveDirectory, async () => {
    if (at === 'prepared') throw fault
    return { dn: 'CN=alice', changes: [] }
  })
}

test('a connection that breaks once the write was sent leaves nobody the wiser', async () => {
  expect(await modifyWith(LOST, 'sent')).toEqual({
    ...{ became: 'lost', server: SERVER },
    ...{ wasSent: true, cause: LOST },
  })
})

test('a connection that was gone before anything could leave on it is told apart', async () => {
  const gone = new ConnectionLost(SERVER, new NeverSent('gone'))
  expect(await modifyWith(gone, 'sent')).toMatchObject({ became: 'lost', wasSent: false })
})

test('a connection that breaks before it was sent wrote nothing', async () => {
  await expect(modifyWith(LOST, 'prepared')).rejects.toThrow(DirectoryUnavailable)
})

test('a refusal is an answer', async () => {
  const result = await modifyWith(new InsufficientAccessError('00000005: SecErr'), 'sent')
  expect(result).toMatchObject({ became: 'refused', refusal: { code: 50 } })
})

test('a refusal of what comes before is none of the write', async () => {
  const refused = new InsufficientAccessError('00000005: SecErr')
  await expect(modifyWith(refused, 'prepared')).rejects.toMatchObject({ reason: 'refused' })
})

test('a server that can’t do its work now wrote nothing', async () => {
  await expect(modifyWith(new BusyError('busy'), 'sent')).rejects.toThrow(DirectoryUnavailable)
})

test('a fault of ours stays one', async () => {
  await expect(modifyWith(new TypeError('a bug'), 'sent')).rejects.toThrow(TypeError)
})
