import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { createApplication } from '../src/application.ts'
import type { ListedEvent } from '../src/command/application.ts'
import type { PersonRow } from '../src/command/people-file.ts'
import { OLD_PASSWORD, send, sessionIn, signIn, stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, HOUR, openFixture } from './fixture.ts'
import { mailedCodes } from './messages.ts'
import { askByMail, proveByMail, resetByMail, twice } from './walks.ts'

const application = ({ house }: Fixture) => createApplication(house)

function row(line: number, name: string, more: Partial<PersonRow> = {}): PersonRow {
  return {
    line,
    name,
    displayName: name,
    mail: `${name}@corp.test`,
    groups: [],
    authenticators: ['email'],
    isDisabled: false,
    mustChange: false,
    ...more,
  }
}

describe('person import', () => {
  test('adds people who can reset at once', async () => {
    await using fixture = await openFixture()
    const rows = [row(2, 'gina'), row(3, 'hugo', { password: new Secret('Garden-Gate-12') })]
    expect(await application(fixture).importPeople(rows)).toEqual({
      outcome: 'imported',
      people: 2,
    })
    expect((await signIn(fixture, 'hugo', 'Garden-Gate-12')).status).toBe(201)
    expect((await resetByMail(fixture, 'gina')).step.kind).toBe('done')
    const imported = (await auditTrail(fixture)).filter(({ targetName }) => targetName === 'gina')
    expect(imported[0]).toMatchObject({
      activity: 'principal.imported',
      actor: 'command-line',
      clientType: 'CommandLine',
    })
  })

  test('says all mistakes at once, and adds nobody', async () => {
    await using fixture = await openFixture()
    const result = await application(fixture).importPeople([
      row(2, 'gina'),
      row(3, 'ALICE', { mail: 'another@corp.test' }),
      row(4, 'hugo', { mail: 'Bob@corp.test' }),
      row(5, 'ivan', { password: new Secret('short') }),
    ])
    expect(result).toEqual({
      outcome: 'refused',
      rows: [
        { line: 3, reason: 'exists-already' },
        { line: 4, reason: 'exists-already' },
        { line: 5, reason: 'password-refused', broken: ['min-length', 'character-classes'] },
      ],
    })
    expect(await application(fixture).showPerson('gina')).toBeUndefined()
  })
})

describe('person show', () => {
  test('says what is known, with addresses masked', async () => {
    await using fixture = await openFixture()
    expect(await application(fixture).showPerson('Erin@corp.test')).toMatchObject({
      name: 'erin',
      isAdministrator: true,
      isLocked: false,
      authenticators: [{ kind: 'email', hint: 'e•••@c•••.test' }, { kind: 'totp' }],
    })
    expect(await application(fixture).showPerson('carol')).toMatchObject({ isLocked: true })
    expect(await application(fixture).showPerson('nobody')).toBeUndefined()
  })
})

describe('person unlock', () => {
  test('clears a lockout, and is audited in two events', async () => {
    await using fixture = await openFixture()
    expect(await application(fixture).unlockPerson('carol')).toEqual({ outcome: 'done' })
    expect((await signIn(fixture, 'carol', OLD_PASSWORD)).status).toBe(201)
    expect(inWords(await auditTrail(fixture))).toEqual(
      expect.arrayContaining([
        'account.unlock-intended intended',
        'account.unlocked succeeded by-administrator',
      ]),
    )
  })

  test('has nothing to do for somebody who is not locked, and nobody to do it for else', async () => {
    await using fixture = await openFixture()
    expect(await application(fixture).unlockPerson('bob')).toEqual({ outcome: 'nothing-to-do' })
    expect(await application(fixture).unlockPerson('nobody')).toEqual({ outcome: 'unknown-person' })
  })
})

describe('person freeze', () => {
  test('ends what is open and lets nothing begin, until unfreeze', async () => {
    await using fixture = await openFixture()
    const { token } = sessionIn(await signIn(fixture, 'bob', OLD_PASSWORD))
    const flow = await proveByMail(fixture, { username: 'bob' })
    expect(await application(fixture).freezePerson('bob')).toEqual({ outcome: 'done' })
    expect(await application(fixture).freezePerson('bob')).toEqual({ outcome: 'nothing-to-do' })
    expect(stepIn(await flow.trySubmit(twice('Copper-Lantern-42'))).kind).toBe('stopped')
    const out = { method: 'DELETE', url: '/api/v1/sessions/current', token } as const
    expect((await send(fixture, out)).status).toBe(401)
    fixture.clock.advance(HOUR)
    await askByMail(fixture, { username: 'bob' })
    expect(await mailedCodes(fixture, 'bob')).toHaveLength(1)
    expect(await application(fixture).unfreezePerson('bob')).toEqual({ outcome: 'done' })
    expect((await resetByMail(fixture, 'bob')).step.kind).toBe('done')
  })
})

describe('audit list', () => {
  test('gives everything, newest first, however much there is', async () => {
    await using fixture = await openFixture()
    const people = Array.from({ length: 1_200 }, (_, at) => row(at + 2, `many-${at}`))
    await application(fixture).importPeople(people)
    const listed = await listOf(fixture, {})
    const all = await auditTrail(fixture)
    expect(listed.map(({ seq }) => seq)).toEqual(all.map(({ seq }) => seq).toReversed())
    expect(listed.length).toBeGreaterThan(1_200)
  })

  test('is narrowed to a person, a flow and a time', async () => {
    await using fixture = await openFixture()
    const alice = await resetByMail(fixture, 'alice')
    fixture.clock.advance(HOUR)
    const bob = await resetByMail(fixture, 'bob')
    const since = fixture.clock.now() - HOUR / 2
    const flowsOf = async (filter: object) =>
      new Set((await listOf(fixture, filter)).flatMap(({ flow }) => flow ?? []))
    expect(await flowsOf({ person: 'alice' })).toEqual(new Set([alice.id]))
    expect(await flowsOf({ person: 'bob@corp.test' })).toEqual(new Set([bob.id]))
    expect(await flowsOf({ flow: bob.id })).toEqual(new Set([bob.id]))
    expect((await listOf(fixture, { since })).every(({ at }) => at >= since)).toBe(true)
    expect(await application(fixture).listAudit({ person: 'nobody' })).toBe('unknown-person')
  })
})

async function listOf(fixture: Fixture, filter: object) {
  const listed = await application(fixture).listAudit(filter)
  if (listed === 'unknown-person') throw new Error('unknown person')
  const events: ListedEvent[] = []
  for await (const event of listed) events.push(event)
  return events
}
