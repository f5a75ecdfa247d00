import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  codeFor,
  createApi,
  newPassword,
  startWalk,
  walkToNewPassword,
} from '../environments/api.ts'
import { type DirectoryServer, startOnDirectories } from '../environments/directory-server.ts'
import {
  DEFAULT_POLICY,
  PEOPLE,
  SERVICE,
  START_PASSWORD,
  SUFFIX,
} from '../environments/openldap/names.ts'
import { seedPeople } from '../environments/openldap/seed.ts'
import { useSlapd } from '../environments/openldap/use.ts'
import { newFolder, removeFolder, runProgram } from '../environments/program.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

const { slapd } = useSlapd()
let server: DirectoryServer
beforeAll(async () => {
  await seedPeople(slapd().root)
  const { host, ldapsPort, ca } = slapd()
  const table = {
    kind: 'openldap',
    servers: [`${host}:${ldapsPort}`],
    base: SUFFIX,
    searchBases: [PEOPLE],
    bindDn: SERVICE.dn,
    bindPassword: SERVICE.password,
    ca,
    more: `default-policy = ${JSON.stringify(DEFAULT_POLICY)}\ncharacter-classes = 3`,
  } as const
  server = await startOnDirectories([table])
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** Asks slapd who somebody is, by a bind with this password. */
async function isKnown(name: string, password: string): Promise<boolean> {
  const folder = newFolder()
  const secret = join(folder, 'secret')
  writeFileSync(secret, password, { mode: 0o600 })
  const { ldapsPort, caFile } = slapd()
  const line = ['-x', '-H', `ldaps://127.0.0.1:${ldapsPort}`, '-D', `uid=${name},${PEOPLE}`]
  const asked = await runProgram([...line, '-y', secret], {
    command: ['ldapwhoami'],
    env: { LDAPTLS_CACERT: caFile },
  })
  removeFolder(folder)
  expect([0, 49]).toContain(asked.code)
  return asked.code === 0
}

test('alice resets, and ldapwhoami takes the new password only', async () => {
  expect(await isKnown('alice', START_PASSWORD)).toBe(true)
  const walk = await walkToNewPassword(createApi(server.url), server.messages, 'alice')
  const { body } = await walk.submit('submit', newPassword(NEW_PASSWORD))
  expect(body.step?.kind).toBe('done')
  expect(await isKnown('alice', NEW_PASSWORD)).toBe(true)
  expect(await isKnown('alice', START_PASSWORD)).toBe(false)
})

test('carol unlocks without a reset, and the password she had is good', async () => {
  expect(await isKnown('carol', START_PASSWORD)).toBe(false)
  const walk = await startWalk(createApi(server.url), 'carol', 'unlock')
  await walk.submit('submit', { authenticator: 'email' })
  const code = await codeFor(server.messages, 'carol@corp.test')
  const { body } = await walk.submit('submit', { code })
  expect(body.step?.kind).toBe('done')
  expect(await isKnown('carol', START_PASSWORD)).toBe(true)
})

test.each([
  ['Sh0rt-', 'min-length'],
  ['onlysmallletters', 'character-classes'],
  [START_PASSWORD, 'history'],
])('bob is shown the rule that %s breaks, and keeps his password', async (password, rule) => {
  const walk = await walkToNewPassword(createApi(server.url), server.messages, 'bob')
  const { body } = await walk.submit('submit', newPassword(password))
  expect(body.step?.rules).toContainEqual(expect.objectContaining({ code: rule, state: 'broken' }))
  expect(await isKnown('bob', START_PASSWORD)).toBe(true)
})

test('the command line finds nothing wrong, and prints what slapd is to be told', async () => {
  const line = ['directory', 'check', '--grants', '--config', server.configFile]
  const { stdout, code } = await runProgram(line, { env: server.env })
  expect(stdout).toMatch(/^ok +server /m)
  expect(stdout).toContain('olcAccess: {0}to dn.subtree=')
  expect(stdout).not.toContain(SERVICE.password)
  expect(code).toBe(0)
})
