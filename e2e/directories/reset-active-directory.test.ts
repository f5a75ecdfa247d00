import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  codeFor,
  createApi,
  newPassword,
  signsIn,
  startWalk,
  walkToNewPassword,
} from '../environments/api.ts'
import { openBrowser, openWindow } from '../environments/browser.ts'
import { eventually } from '../environments/deadline.ts'
import { type DirectoryServer, startOnDirectories } from '../environments/directory-server.ts'
import {
  choose,
  chooseNewPassword,
  giveCode,
  heading,
  identify,
  readCode,
} from '../environments/portal.ts'
import { runProgram } from '../environments/program.ts'
import { DOMAIN, SERVICE } from '../environments/samba-ad/domain.ts'
import { signsInByKerberos } from '../environments/samba-ad/kerberos.ts'
import { bindsByLdap } from '../environments/samba-ad/ldapsearch.ts'
import { START_PASSWORD, seedPeople } from '../environments/samba-ad/seed.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

const samba = useSamba()
let browser: Browser
let server: DirectoryServer
beforeAll(async () => {
  browser = await openBrowser()
  await seedPeople(samba())
  server = await startOnDirectories([tableOf()])
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await browser?.close()
})

function tableOf() {
  const { addresses, ca } = samba()
  return {
    kind: 'active-directory',
    servers: addresses,
    base: DOMAIN.base,
    searchBases: [DOMAIN.people],
    bindDn: SERVICE.dn,
    bindPassword: SERVICE.password,
    ca,
    more: 'domains = ["CORP", "corp.test"]\ncanary = "bob"',
  } as const
}

test.each([
  ['en-GB', 'alice', 'Your password is changed'],
  ['fr-FR', 'frank', 'Votre mot de passe est changé'],
] as const)(
  'in %s, %s resets in the portal, and Kerberos and LDAP take the new password only',
  async (locale, name, done) => {
    const page = await openWindow(browser, { locale })
    await identify(page, server.url, `CORP\\${name}`)
    await choose(page, 'email')
    await giveCode(page, await readCode(page, server.url, `${name}@corp.test`))
    await chooseNewPassword(page, NEW_PASSWORD)
    expect(await heading(page)).toBe(done)
    expect(await signsInByKerberos(samba(), name, NEW_PASSWORD)).toBe(true)
    expect(await signsInByKerberos(samba(), name, START_PASSWORD)).toBe(false)
    for (const way of ['simple', 'GSSAPI'] as const) {
      expect(await bindsByLdap(samba(), name, NEW_PASSWORD, way), way).toBe(true)
      expect(await bindsByLdap(samba(), name, START_PASSWORD, way), way).toBe(false)
    }
  },
)

test('carol unlocks without a reset and signs in with the password she had', async () => {
  const api = createApi(server.url)
  expect(await signsInByKerberos(samba(), 'carol', START_PASSWORD)).toBe(false)
  const walk = await startWalk(api, 'carol', 'unlock')
  await walk.submit('submit', { authenticator: 'email' })
  const answered = await walk.submit('submit', {
    code: await codeFor(server.messages, 'carol@corp.test'),
  })
  expect(answered.body).toMatchObject({ step: { kind: 'done' } })
  expect(await signsInByKerberos(samba(), 'carol', START_PASSWORD)).toBe(true)
})

describe('what the directory refuses', () => {
  test.each([
    ['grace', 'Short-Word-42', 'min-length'],
    ['bob', 'onlysmallletters', 'character-classes'],
    ['bob', 'My-Bob-Word-2042', 'no-names'],
  ])(
    'of %s, %s, is shown as the rule %s, and the old password stays',
    async (name, password, rule) => {
      const walk = await walkToNewPassword(createApi(server.url), server.messages, name)
      const { body } = await walk.submit('submit', newPassword(password))
      expect(body.step?.refusal?.code).toBe('password-refused')
      expect(body.step?.rules).toContainEqual(
        expect.objectContaining({ code: rule, state: 'broken' }),
      )
      expect(await signsInByKerberos(samba(), name, START_PASSWORD)).toBe(true)
      await walk.submit('cancel', {})
    },
  )

  test('from the history is shown as that rule', async () => {
    const walk = await walkToNewPassword(createApi(server.url), server.messages, 'erin')
    const { body } = await walk.submit('submit', newPassword(START_PASSWORD))
    expect(body.step?.rules).toContainEqual(
      expect.objectContaining({ code: 'history', state: 'broken' }),
    )
  })

  test.each([
    ['protected', 'protected'],
    ['smartcard', 'locked-by-administrator'],
  ])('of %s ends the flow without a reason, which the audit has', async (name, reason) => {
    const walk = await walkToNewPassword(createApi(server.url), server.messages, name)
    const { body } = await walk.submit('submit', newPassword(NEW_PASSWORD))
    expect(body.step).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(JSON.stringify(body)).not.toContain(reason)
    const line = ['audit', 'list', '--json', '--flow', walk.flow, '--config', server.configFile]
    const { stdout } = await runProgram(line, { env: server.env })
    expect(stdout).toContain(`"activity":"password.reset","outcome":"failed","reason":"${reason}"`)
  })

  test.each([
    ['dave', 'disabled'],
    ['expired', 'expired'],
  ])('of %s is told once they proved who they are, without the reason', async (name, reason) => {
    const walk = await startWalk(createApi(server.url), name)
    await walk.submit('submit', { authenticator: 'email' })
    const code = await codeFor(server.messages, `${name}@corp.test`)
    const { body } = await walk.submit('submit', { code })
    expect(body.step).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(JSON.stringify(body.step)).not.toContain(reason)
    const line = ['audit', 'list', '--json', '--flow', walk.flow, '--config', server.configFile]
    const { stdout } = await runProgram(line, { env: server.env })
    expect(stdout).toContain(`"activity":"flow.stopped","outcome":"failed","reason":"${reason}"`)
  })
})

test('a thousand wrong sign-ins from a hundred addresses leave alice her account', async () => {
  await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const api = createApi(server.url, { localAddress: `127.7.0.${n + 1}` })
      for (let tries = 0; tries < 10; tries += 1) {
        const body = { username: 'alice', password: `Wrong-Guess-${n}-${tries}` }
        const { status } = await api.call('POST', '/api/v1/sessions', { body })
        expect([401, 429]).toContain(status)
      }
    }),
  )
  expect(await signsInByKerberos(samba(), 'alice', NEW_PASSWORD)).toBe(true)
  const elsewhere = createApi(server.url, { localAddress: '127.8.0.1' })
  expect(await signsIn(elsewhere, 'bob', START_PASSWORD)).toBe(true)
}, 240_000)

test('the command line checks the connection, prints the least rights, and resets the test account', async () => {
  const start = { env: server.env }
  const config = ['--config', server.configFile]
  const checked = await runProgram(['directory', 'check', '--grants', ...config], start)
  expect(checked.stdout).toMatch(/^ok +server +dc1\.corp\.test/m)
  expect(checked.stdout).toContain('dsacls "OU=People,DC=corp,DC=test"')
  expect(checked.stdout).not.toContain(SERVICE.password)
  expect(checked.code).toBe(0)
  const flown = await runProgram(['directory', 'canary', ...config], start)
  expect(flown.stdout).toMatch(
    /corp: bob\n {2}find +ok.*\n {2}rules +ok.*\n {2}write +ok.*\n {2}sign-in +ok/,
  )
  expect(await signsInByKerberos(samba(), 'bob', START_PASSWORD)).toBe(false)
})

test('a domain controller that dies is replaced within five seconds, and nobody starts while none is there', async () => {
  const api = createApi(server.url)
  const walk = await walkToNewPassword(api, server.messages, 'carol')
  await samba().start(1)
  await samba().kill(0)
  const from = performance.now()
  const answer = await walk.submit('submit', newPassword('Velvet-Compass-58'))
  expect(answer.body.step?.kind).toBe('done')
  expect(performance.now() - from).toBeLessThan(5_000)
  await samba().kill(1)
  await untilStarts(503)
  await samba().start(0)
  await untilStarts(201)
}, 120_000)

/** Begins flows, each from an address with a budget of its own, until one is answered like this. */
async function untilStarts(wanted: number): Promise<void> {
  let asked = 0
  const body = { purpose: 'reset', client: { kind: 'api' } }
  await eventually(
    `a start to be answered with ${wanted}`,
    async () => {
      asked += 1
      const localAddress = `127.${wanted === 201 ? 9 : 10}.${asked >> 8}.${asked & 255}`
      const { status } = await createApi(server.url, { localAddress }).call(
        'POST',
        '/api/v1/flows',
        {
          body,
        },
      )
      return status === wanted ? true : undefined
    },
    60_000,
  )
}
