import { describe, expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { createDomainReader, readDomain } from './domain.ts'
import { scriptedConnection } from './scripted-connection.ts'

const ROOT = {
  dn: '',
  defaultNamingContext: 'DC=corp,DC=test',
  configurationNamingContext: 'CN=Configuration,DC=corp,DC=test',
  dnsHostName: 'dc1.corp.test',
  supportedControl: ['1.2.3', '4.5.6'],
}
const CROSS_REF = { dn: 'CN=CORP', nETBIOSName: 'CORP', dnsRoot: 'corp.test' }

function connectionTo(root: object) {
  return scriptedConnection((base) => [base === '' ? { dn: '', ...root } : CROSS_REF])
}

describe('a domain controller', () => {
  test('says which domain it is of, and what that is called', async () => {
    expect(await readDomain(connectionTo(ROOT))).toEqual({
      base: 'DC=corp,DC=test',
      netbios: 'CORP',
      dns: 'corp.test',
      supportedControls: ['1.2.3', '4.5.6'],
      host: 'dc1.corp.test',
      isReadOnly: false,
    })
  })

  test('with a copy only is read-only', async () => {
    const supportedCapabilities = ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1920']
    const domain = await readDomain(connectionTo({ ...ROOT, supportedCapabilities }))
    expect(domain.isReadOnly).toBe(true)
  })

  test('is none where the server says nothing of a domain', async () => {
    await expect(readDomain(connectionTo({}))).rejects.toThrow(DirectoryUnavailable)
  })

  test('is asked once a minute', async () => {
    const clock = { now: 0 }
    const connection = connectionTo(ROOT)
    const domainOf = createDomainReader(() => clock.now)
    const first = await domainOf(connection)
    clock.now = 59_999
    expect(await domainOf(connection)).toBe(first)
    expect(connection.searched).toHaveLength(2)
    clock.now = 60_000
    await domainOf(connection)
    expect(connection.searched).toHaveLength(4)
  })

  test('is not taken for another one', async () => {
    const domainOf = createDomainReader(() => 0)
    await domainOf(connectionTo(ROOT))
    const other = {
      ...connectionTo({ ...ROOT, supportedControl: [] }),
      server: { host: 'dc2', port: 1 },
    }
    expect((await domainOf(other)).supportedControls).toEqual([])
  })
})
