import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Directory, Inspection } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { openDirectory } from '../environments/openldap/directory.ts'
import { OVERSEER, POLICIES, READER, ROOT } from '../environments/openldap/names.ts'
import { seedPeople } from '../environments/openldap/seed.ts'
import { type Slapd, startSlapd } from '../environments/openldap/slapd.ts'
import { empty, useSlapd } from '../environments/openldap/use.ts'
import { newFolder, removeFolder, runProgram } from '../environments/program.ts'

const { slapd, open, add, setPolicy } = useSlapd()

const amiss = ({ findings }: Inspection) =>
  findings.filter(({ state }) => state !== 'ok').map(({ about, says }) => `${about}: ${says}`)

describe('inspect', () => {
  test('finds nothing amiss with least privilege, and changes nobody', async () => {
    await add({ name: 'alice', groups: ['staff'] })
    const everything = () => slapd().root.search('dc=corp,dc=test', { attributes: ['*', '+'] })
    const before = JSON.stringify(await everything())
    expect(amiss(await inspect())).toEqual([])
    expect(JSON.stringify(await everything())).toBe(before)
  })

  test.each([
    ['that manages passwords', OVERSEER],
    ['that is the root DN', ROOT],
  ])('says that policy does not bind an account %s', async (_, account) => {
    await add({ name: 'alice', groups: ['staff'] })
    const found = amiss(await inspect({ account }))
    expect(found).toContainEqual(expect.stringMatching(/^rights: Policy does not bind/))
  })

  test('says of an account that only reads what it lacks', async () => {
    await add({ name: 'alice', groups: ['staff'] })
    const found = amiss(await inspect({ account: READER }))
    expect(found).toHaveLength(3)
    for (const attribute of ['userPassword', 'pwdAccountLockedTime', 'pwdStartTime'])
      expect(found).toContainEqual(expect.stringContaining(`write on ${attribute}`))
  })

  test('says that a policy lets nobody reset, locks nobody and remembers nothing', async () => {
    await add({ name: 'alice', groups: ['staff'] })
    await setPolicy({ pwdSafeModify: 'TRUE', pwdLockout: 'FALSE', pwdInHistory: '0' })
    const found = amiss(await inspect())
    for (const name of ['pwdSafeModify', 'pwdLockout', 'pwdInHistory'])
      expect(found).toContainEqual(expect.stringContaining(name))
  })

  test('says that no group can be seen, as nobody is an administrator then', async () => {
    await add({ name: 'alice', groups: ['staff'] })
    const found = amiss(await inspect({ groupBases: [POLICIES] }))
    expect(found).toEqual([expect.stringMatching(/^rights: No group can be seen/)])
  })

  test('says that the default policy can’t be told', async () => {
    await add({ name: 'alice', groups: ['staff'] })
    const found = amiss(await inspect({ defaultPolicy: null }))
    expect(found).toContainEqual(expect.stringContaining('default policy'))
  })
})

describe('the rights that it prints', () => {
  test('are what a bare slapd lacks for everything to work, and no more', async () => {
    const access = ['to attrs=userPassword by anonymous auth by * none', 'to * by * none']
    await using bare = await startSlapd({ access })
    await seedPeople(bare.root)
    const { directory, close } = openDirectory(bare)
    await expect(directory.check()).rejects.toMatchObject({ reason: 'refused' })
    const { grants } = await inspect()
    for (const { lines } of grants) await modifyConfig(bare, lines)
    await directory.check()
    expect(amiss(await inspectionOf(directory))).toEqual([])
    const alice = await directory.find({ name: 'alice@corp.test' })
    expect(alice).toMatchObject({ groups: ['staff', 'everybody'], mail: 'alice@corp.test' })
    expect(await directory.find({ name: 'carol' })).toMatchObject({ isLocked: true })
    const strict = await directory.find({ name: 'underStrictPolicy' })
    expect(await directory.rulesFor(strict?.id ?? '')).toContainEqual({
      code: 'min-length',
      least: 16,
    })
    await close()
    await empty(bare)
  })
})

async function modifyConfig(slapd: Slapd, lines: readonly string[]): Promise<void> {
  const dir = newFolder()
  const file = join(dir, 'grants.ldif')
  writeFileSync(file, `${lines.join('\n')}\n`)
  const url = `ldaps://127.0.0.1:${slapd.ldapsPort}`
  const { code, stderr } = await runProgram(
    ['-x', '-H', url, '-D', 'cn=config', '-w', ROOT.password, '-f', file],
    { command: ['ldapmodify'], env: { LDAPTLS_CACERT: slapd.caFile } },
  )
  removeFolder(dir)
  expect([code, stderr]).toEqual([0, ''])
}

function inspect(opening: Parameters<typeof open>[0] = {}): Promise<Inspection> {
  return inspectionOf(open(opening).directory)
}

async function inspectionOf(directory: Directory): Promise<Inspection> {
  const inspection = await directory.inspect?.()
  if (!inspection) throw new Error('this directory can’t be inspected')
  return inspection
}
