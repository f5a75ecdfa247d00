import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Answer,
  codeFor,
  createApi,
  newPassword,
  startWalk,
  type Walk,
  walkToNewPassword,
} from '../environments/api.ts'
import { makeCertificate } from '../environments/certificate.ts'
import { eventually } from '../environments/deadline.ts'
import { type DirectoryServer, startOnDirectories } from '../environments/directory-server.ts'
import { type AtModify, type Between, startBetween } from '../environments/ldap-between.ts'
import { newFolder, removeFolder, runProgram } from '../environments/program.ts'
import { untilReadyIs } from '../environments/readiness.ts'
import { DOMAIN, SERVICE } from '../environments/samba-ad/domain.ts'
import { signsInByKerberos } from '../environments/samba-ad/kerberos.ts'
import { START_PASSWORD, seedPeople } from '../environments/samba-ad/seed.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'
const UNREACHABLE =
  'The place where your password is kept does not answer at the moment. Your password has not changed. Wait a minute and try again.'

const samba = useSamba()
const folder = newFolder()
let between: Between
let server: DirectoryServer
beforeAll(async () => {
  await seedPeople(samba())
  const pair = makeCertificate(folder, 'localhost')
  const { addresses, ca } = samba()
  between = await startBetween(pair, { host: addresses[0], port: 636, ca })
  server = await startOnDirectories([
    {
      kind: 'active-directory',
      servers: [`127.0.0.1:${between.port}`],
      base: DOMAIN.base,
      searchBases: [DOMAIN.people],
      bindDn: SERVICE.dn,
      bindPassword: SERVICE.password,
      ca: pair.certificate,
    },
  ])
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await between?.[Symbol.asyncDispose]()
  removeFolder(folder)
})

const kill = () => samba().kill(0)
const signsIn = (name: string, password: string) => signsInByKerberos(samba(), name, password)

async function toNewPassword(name: string): Promise<Walk> {
  // That a controller is back is seen within the five seconds between two looks.
  await startsWith(201)
  return await walkToNewPassword(createApi(server.url), server.messages, name)
}

let asked = 0

/** Begins flows, each from an address with a budget of its own, until one is answered like this. */
function startsWith(status: number): Promise<Answer> {
  const body = { purpose: 'reset', client: { kind: 'api' } }
  return eventually(`a start to answer ${status}`, async () => {
    asked += 1
    const api = createApi(server.url, { localAddress: `127.11.${asked >> 8}.${asked & 255}` })
    const answer = await api.call('POST', '/api/v1/flows', { body })
    return answer.status === status ? answer : undefined
  })
}

/** What the audit says of the write of one flow, in its order. */
async function writesIn({ flow }: Walk): Promise<string[]> {
  const line = ['audit', 'list', '--json', '--flow', flow, '--config', server.configFile]
  const { stdout } = await runProgram(line, { env: server.env })
  const events = stdout.split('\n').flatMap((one) => (one.startsWith('{') ? [JSON.parse(one)] : []))
  return events
    .toReversed()
    .filter(({ activity }) => /^password\./.test(activity))
    .map(({ outcome, reason }) => [outcome, reason].filter(Boolean).join(' '))
}

describe('a controller that is killed before anything is written', () => {
  test('is known before a flow starts, and a flow starts when it is back', async () => {
    await kill()
    expect((await startsWith(503)).body.type).toMatch(/\/directory-unavailable$/)
    await untilReadyIs(server.url, 503)
    await samba().start(0)
    await startsWith(201)
    await untilReadyIs(server.url, 200)
  })

  test('leaves a flow at its challenge, and then at its new password, until it is back', async () => {
    await startsWith(201)
    const walk = await startWalk(createApi(server.url), 'alice')
    await walk.submit('submit', { authenticator: 'email' })
    const code = await codeFor(server.messages, 'alice@corp.test')
    const goesOn = async (at: string, next: string, values: Record<string, string>) => {
      await kill()
      const { status, body } = await walk.submit('submit', values)
      expect(status).toBe(503)
      expect(body.nextStep).toMatchObject({
        kind: at,
        refusal: { code: 'directory-unavailable', text: UNREACHABLE },
      })
      await samba().start(0)
      await walk.submit('submit', values)
      expect(walk.step().kind).toBe(next)
    }
    await goesOn('answer-challenge', 'new-password', { code })
    await goesOn('new-password', 'done', newPassword(NEW_PASSWORD))
    expect(await signsIn('alice', NEW_PASSWORD)).toBe(true)
    expect(await signsIn('alice', START_PASSWORD)).toBe(false)
    expect(await writesIn(walk)).toEqual(['intended', 'succeeded'])
  })
})

describe('during the modify', () => {
  test.each<[string, string, AtModify, 'old' | 'new']>([
    ['bob', 'killed before it had it, has not changed it', kill, 'old'],
    [
      'erin',
      'killed after it did it, has changed it',
      async (deliver) => {
        await deliver()
        await kill()
      },
      'new',
    ],
  ])('of %s, a controller %s: nobody is told either', async (name, _, atModify, inForce) => {
    const walk = await toNewPassword(name)
    between.atNextModify(atModify)
    const { body } = await walk.submit('submit', newPassword(NEW_PASSWORD))
    expect(body.step).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
    await untilReadyIs(server.url, 503)
    expect(await writesIn(walk)).toEqual(['intended', 'unknown outcome-lost'])
    await samba().start(0)
    await untilReadyIs(server.url, 200)
    expect(await signsIn(name, START_PASSWORD)).toBe(inForce === 'old')
    expect(await signsIn(name, NEW_PASSWORD)).toBe(inForce === 'new')
    await expectNotice(name)
    // The way back is open, and says what is true.
    const again = await toNewPassword(name)
    await again.submit('submit', newPassword('Velvet-Compass-58'))
    expect(again.step().kind).toBe('done')
    expect(await signsIn(name, 'Velvet-Compass-58')).toBe(true)
    expect(await writesIn(again)).toEqual(['intended', 'succeeded'])
  })

  test('a controller that lives and whose answer is lost has done it, which a sign-in proves', async () => {
    const walk = await toNewPassword('frank')
    between.atNextModify((deliver) => deliver())
    await walk.submit('submit', newPassword(NEW_PASSWORD))
    expect(walk.step().kind).toBe('done')
    expect(await signsIn('frank', NEW_PASSWORD)).toBe(true)
    expect(await writesIn(walk)).toEqual(['intended', 'succeeded'])
  })

  test('a wire that freezes and thaws after the answer was given up: nobody was told wrong', async () => {
    const walk = await toNewPassword('carol')
    const thawed = Promise.withResolvers<void>()
    const arrived = Promise.withResolvers<void>()
    between.atNextModify(async (deliver) => {
      await thawed.promise
      await deliver()
      arrived.resolve()
    })
    const { body } = await walk.submit('submit', newPassword(NEW_PASSWORD))
    expect(body.step).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
    expect(await writesIn(walk)).toEqual(['intended', 'unknown outcome-lost'])
    expect(await signsIn('carol', NEW_PASSWORD)).toBe(false)
    thawed.resolve()
    await arrived.promise
    expect(await signsIn('carol', NEW_PASSWORD)).toBe(true)
  })
})

async function expectNotice(name: string): Promise<void> {
  await eventually(`a notice to ${name}`, async () =>
    (await server.messages()).find(
      ({ to, subject }) =>
        to === `${name}@corp.test` && subject === 'Your password may have been changed',
    ),
  )
}
