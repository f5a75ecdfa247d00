import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUTHENTICATOR_KINDS, SECURITY_QUESTIONS, Secret } from '@latchkey/protocol'
import { generateSync } from 'otplib'
import { expect, test } from 'vitest'
import { seededApps } from '../src/app/seed-people.ts'
import { createApplication } from '../src/application.ts'
import { forEveryClient } from '../src/config/config.ts'
import { TABLES } from '../src/store/schema.ts'
import type { Store } from '../src/store/store.ts'
import { NEW_PASSWORD, OLD_PASSWORD, sessionIn, signIn, startFlow } from './api-client.ts'
import { formsOf, openBrowser } from './browser.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { asked, codesOf, passFor } from './long-codes.ts'
import { mailedCode, messages } from './messages.ts'
import { askQuestions, WITH_QUESTIONS } from './questions.ts'
import { keyOn, newestCode, prove, signedIn } from './security-info.ts'
import { askByMail, proveByApp, proveByMail, twice } from './walks.ts'

// One gate, as ever: what is done here is done as without them.
const WITH_EVERYTHING = {
  gates: 1,
  authenticators: forEveryClient(AUTHENTICATOR_KINDS),
} as const

/** Does what a server does in its days, and gives back every secret and address that came up. */
async function useEverything(fixture: Fixture): Promise<Record<string, string>> {
  const { house } = fixture
  const application = createApplication(house)
  const person = {
    groups: [],
    isDisabled: false,
    mustChange: true,
    authenticators: ['email', 'sms'],
    phone: '+1 202 555 0199',
  } as const
  await application.importPeople([
    {
      ...person,
      line: 2,
      name: 'ida',
      displayName: 'Ida Lindqvist',
      mail: 'ida.lindqvist@corp.test',
      password: new Secret('Imported-Secret-9'),
    },
  ])
  const mailed = await proveByMail(fixture, { username: 'alice' })
  const code = await mailedCode(fixture, 'alice')
  await mailed.submit(twice('Rejected'))
  await mailed.submit(twice(NEW_PASSWORD))
  const pending = await askByMail(fixture, { username: 'bob' })
  const byApp = await proveByApp(fixture, { username: 'erin' })
  const { token: session } = sessionIn(await signIn(fixture, 'alice', NEW_PASSWORD))
  await signIn(fixture, 'bob', 'Typed-By-Mistake-5')
  const changing = await startFlow(fixture, { username: 'bob', purpose: 'change' })
  await changing.submit({ answer: OLD_PASSWORD })
  await signIn(fixture, 'ida', 'Imported-Secret-9')
  const invitation = await application.inviteAdministrator('bob')
  if (invitation === 'unknown-person') throw new Error('bob is unknown')
  const browser = openBrowser(fixture)
  const link = new URL(invitation.url).pathname
  const offered = await browser.submit(await browser.open(link), { password: OLD_PASSWORD })
  const key =
    /<code class="key"[^>]*>([A-Z2-7 ]+)</.exec(offered.html)?.[1]?.replaceAll(' ', '') ?? ''
  await browser.submit(offered, {
    code: generateSync({ secret: key, epoch: Math.floor(fixture.clock.now() / 1000) }),
  })
  const own = await signedIn(fixture, 'frank')
  await prove(fixture, own, 'frank')
  const enrolled = await own.submit(await own.open('/account/email'), {
    address: 'frank.private@home.test',
  })
  const ownCode = await newestCode(fixture, 'frank.private@home.test')
  await own.submit(enrolled, { code: ownCode })
  const answers = ['Quetzalcoatl', 'Popocatepetl', 'Xochimilco', 'Iztaccihuatl', 'Tenochtitlan']
  const set = answers.flatMap((answer, at) => [
    [`question-${at + 1}`, SECURITY_QUESTIONS[at] ?? ''],
    [`answer-${at + 1}`, answer],
  ])
  await own.submit(await own.open('/account/questions'), Object.fromEntries(set))
  const ownKey = keyOn(await own.open('/account/app'))
  const pass = await passFor(fixture, 'frank')
  const byPass = await asked(fixture, 'helpdesk-pass', { username: 'frank' })
  await byPass.submit({ code: pass })
  const [recoveryCode = '', unusedCode = ''] = await codesOf(fixture, 'alice')
  const byCode = await asked(fixture, 'recovery-code', { username: 'alice' })
  await byCode.submit({ code: recoveryCode })
  fixture.clock.advance(MINUTE)
  await fixture.drain()
  const links = messages(fixture).flatMap(({ text }) => [
    ...text.matchAll(/\/(?:not-me|stop)\/([\w-]{43})/g),
  ])
  return {
    ...Object.fromEntries(
      (await seededApps(house.deps)).map((app) => [`seed of ${app.name}`, app.secret]),
    ),
    ...Object.fromEntries(links.map((match, at) => [`link ${at}`, match[1] ?? ''])),
    'mailed code': code,
    'token of a flow that is done': mailed.token,
    'token of a flow that waits': pending.token,
    'token of a flow by app': byApp.token,
    'token of a change': changing.token,
    'session of the API': session,
    invitation: link.slice(link.lastIndexOf('/') + 1),
    offer: formsOf(offered)[0]?.hidden.offer ?? '',
    'key of a new app': key,
    'key of an app that is offered': ownKey,
    'address that a person enrolled': 'frank.private',
    pass,
    'pass without groups': pass.replaceAll('-', ''),
    'recovery code': recoveryCode,
    'recovery code without groups': recoveryCode.replaceAll('-', ''),
    'recovery code that nobody used': unusedCode,
    ...Object.fromEntries(answers.map((answer) => [`answer ${answer}`, answer])),
    'answer, normalised': 'QUETZALCOATL',
    'seeded answer': 'Monsieur Pouf',
    'old password': OLD_PASSWORD,
    'new password': NEW_PASSWORD,
    'rejected password': 'Rejected',
    'imported password': 'Imported-Secret-9',
    'mistyped password': 'Typed-By-Mistake-5',
    address: 'alice@corp.test',
    'imported address': 'ida.lindqvist',
    'imported number': '2025550199',
    'seeded number': '2025550123',
    'display name': 'Lindqvist',
  }
}

test('neither the database nor the log holds anything that must not be read', async () => {
  await using fixture = await openFixture({ policy: WITH_EVERYTHING })
  const secrets = await useEverything(fixture)
  expect(Object.keys(secrets).length).toBeGreaterThan(20)
  const kept = await storedBy(fixture)
  const logged = fixture.logged.join('')
  expect(kept).toContain('alice')
  expect(logged).toContain('request.done')
  // Six digits alone may stand in any file by chance; in the log they would be text of their own.
  const { 'mailed code': code = '', ...texts } = secrets
  expect(namesOf(texts, kept)).toEqual([])
  expect(namesOf(texts, logged)).toEqual([])
  expect(logged).not.toMatch(new RegExp(`(?<![\\d.:-])${code}(?!\\d)`))
})

async function storedBy(fixture: Fixture): Promise<string> {
  const { store } = fixture.house.deps
  return store.dialect === 'sqlite' ? filesOf(fixture) : await rowsOf(store)
}

function filesOf({ dir }: Fixture): string {
  const files = readdirSync(dir).filter((file) => file.startsWith('latchkey.db'))
  expect(files).toContain('latchkey.db-wal')
  return Buffer.concat(files.map((file) => readFileSync(join(dir, file)))).toString('latin1')
}

// The files of PostgreSQL are not ours to read; whoever may ask it sees the rows.
async function rowsOf({ db }: Store): Promise<string> {
  const tables = await Promise.all(TABLES.map((name) => db.selectFrom(name).selectAll().execute()))
  const values = tables.flat().flatMap((row) => Object.values<unknown>(row))
  return values
    .map((one) => (Buffer.isBuffer(one) ? one.toString('latin1') : String(one)))
    .join('\n')
}

test('a set of answers that is given half leaves nothing to read, in the store or in the log', async () => {
  await using fixture = await openFixture({ policy: WITH_QUESTIONS })
  const flow = await askQuestions(fixture)
  await flow.submit({ answer: 'Chichen Itza' })
  const given = { typed: 'Chichen Itza', normalised: 'CHICHENITZA' }
  expect(namesOf(given, await storedBy(fixture))).toEqual([])
  expect(namesOf(given, fixture.logged.join(''))).toEqual([])
})

function namesOf(secrets: Record<string, string>, text: string): string[] {
  const inBase64 = (secret: string) => Buffer.from(secret).toString('base64url').slice(0, -2)
  return Object.entries(secrets).flatMap(([name, secret]) =>
    secret === '' || text.includes(secret) || text.includes(inBase64(secret)) ? [name] : [],
  )
}

test('what was sent leaves nothing behind in the outbox, not even sealed', async () => {
  await using fixture = await openFixture()
  await askByMail(fixture, { username: 'alice' })
  await askByMail(fixture, { username: 'nobody' })
  await fixture.drain()
  const rows = await fixture.house.deps.store.db.selectFrom('outbox').select('sealed').execute()
  expect(rows).toEqual([{ sealed: null }, { sealed: null }])
})
