import { type Client, FlowStarted } from '@latchkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findByName } from '../src/app/find-person.ts'
import { createSoftwareKey } from '../src/authenticator/software-key.fixture.ts'
import { insertBindings } from '../src/store/authenticator.ts'
import { addEverybody, NAMES, OTHERS, type Seen, watcher } from './alike.ts'
import { apiFlow, send, startBody, stepIn } from './api-client.ts'
import { openBrowser } from './browser.ts'
import { type Fixture, MINUTE, openFixture, START } from './fixture.ts'
import { AT_SIGN_IN } from './machine.ts'
import { askedOn } from './passkeys.ts'

const stranger = createSoftwareKey()
const HOST = { rpId: 'localhost' }

/** All that can be tried with a passkey of somebody else's, in a browser or from a sign-in screen. */
async function walk(fixture: Fixture, username: string, client: Client): Promise<Seen[]> {
  const { seen, watch } = watcher(fixture, username)
  const body = startBody({ username, client })
  const begun = await watch('begin', () =>
    send(fixture, { method: 'POST', url: '/api/v1/flows', body }),
  )
  const flow = apiFlow(fixture, FlowStarted.parse(JSON.parse(begun.body)))
  let { step } = flow
  const go = async (
    what: string,
    values: Parameters<typeof flow.trySubmit>[0],
    action = 'submit' as 'submit' | 'resend' | 'other-authenticator',
  ) => {
    step = stepIn(await watch(what, () => flow.trySubmit(values, { action, step: step.id })))
  }
  await go('choose the passkey', { authenticator: 'passkey' })
  await fixture.drain()
  if (client.kind === 'windows-logon') seen.push(...(await approving(fixture, username, step.text)))
  const signed = () => {
    const ceremony = step.fields[0]?.ceremony
    return ceremony
      ? { passkey: stranger.sign(ceremony, { userHandle: 'bm9ib2R5' }) }
      : { code: '000000' }
  }
  await go('answer wrongly', signed())
  await go('answer with nothing', { passkey: '', code: '' })
  fixture.clock.advance(MINUTE)
  await go('ask again', {}, 'resend')
  await go('another way', {}, 'other-authenticator')
  await go('choose it again', { authenticator: 'passkey' })
  await go('answer wrongly again', signed())
  return seen.map((one) => ({ ...one, body: withoutChance(one.body) }))
}

/** The same at the page where an approval is given. */
async function approving(fixture: Fixture, username: string, text: string): Promise<Seen[]> {
  const { seen, watch } = watcher(fixture, username)
  const code = /[A-Z]{4}-[A-Z]{4}/.exec(text)?.[0] ?? ''
  const phone = openBrowser(fixture, { from: `198.51.100.${1 + (seenNames.size % 250)}` })
  seenNames.add(username)
  const first = await phone.open('/approve')
  const look = async (what: string, work: () => ReturnType<typeof phone.submit>) => {
    let page = first
    await watch(what, async () => {
      page = await work()
      return { status: page.status, headers: {}, body: page.html }
    })
    return page
  }
  const check = await look('type the letters', () => phone.submit(first, { code }))
  const passkey = stranger.sign({ ...askedOn(check), ...HOST }, { userHandle: 'bm9ib2R5' })
  await look('approve with another key', () => phone.submit(check, { passkey }, '/approve/passkey'))
  await look('decline', () => phone.submit(check, {}, '/approve/decline'))
  return seen
}
const seenNames = new Set<string>()

// Letters and challenges are made of the flow's own ids, which chance made.
function withoutChance(body: string): string {
  return body
    .replace(/[A-Z]{4}-[A-Z]{4}/g, 'LETTERS')
    .replace(/\d+ \w+ 2030, [\d:]+ UTC/g, 'TIME')
    .replace(/(?<=challenge(?:"|&quot;):(?:"|&quot;))[\w-]{43}/g, 'CHALLENGE')
}

async function giveKnownAPasskey(fixture: Fixture): Promise<void> {
  const { deps } = fixture.house
  const { found } = await findByName(deps, NAMES.known)
  if (!found) throw new Error('nobody is known')
  const challenge = deps.passkeys.challengeFor('enrol', 'ses_one')
  const user = deps.passkeys.handleOf(found.principal)
  const answer = createSoftwareKey().make({ challenge, ...HOST, user })
  const made = await deps.passkeys.register({ challenge, answer })
  if (!made) throw new Error('no passkey was made')
  const value = JSON.stringify(made.kept)
  const one = { id: 'aut_known', principal: found.principal, kind: 'passkey', value } as const
  await insertBindings(deps.store.db, deps.keys, deps.tenant, [one], START)
}

describe.each<[string, Client]>([
  ['in a browser', { kind: 'browser' }],
  ['from a sign-in screen', AT_SIGN_IN],
])('before a proof, a passkey is asked for %s', (_where, client) => {
  let fixture: Fixture
  let known: Seen[]
  beforeAll(async () => {
    fixture = await openFixture()
    await addEverybody(fixture)
    await giveKnownAPasskey(fixture)
    known = await walk(fixture, NAMES.known, client)
  })
  afterAll(() => fixture[Symbol.asyncDispose]())

  test('in the same way of somebody who has one', () => {
    expect(known.every(({ status, statements }) => status < 202 && statements.length > 0)).toBe(
      true,
    )
    expect(known.at(-1)?.body).toMatch(/"code":"(passkey|code)-not-accepted"/)
  })

  for (const [who, name] of OTHERS)
    test(`for a name that is ${who}: bytes, headers and statements`, async () => {
      expect(await walk(fixture, name, client)).toEqual(known)
    })
})
