import { FlowStarted, type Step } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { type Start, tryStart } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { type Fixture, openFixture } from './fixture.ts'
import {
  AT_SIGN_IN,
  enrol,
  type Machine,
  startSigned,
  trustedMachine,
  tryStartSigned,
} from './machine.ts'

const TILE = { ...AT_SIGN_IN, tile: true }

async function firstStep(fixture: Fixture, machine: Machine, start: Start): Promise<Step> {
  return (await startSigned(fixture, machine, { client: TILE, ...start })).step
}

const labels = ({ fields }: Step) =>
  fields.flatMap(({ options = [] }) => options.map(({ label }) => label))
const EVERYBODY = [
  'E-mail',
  'Authenticator app',
  'Text message',
  'Recovery code',
  'Help-desk pass',
  'Passkey or security key',
]

describe('the user of an own tile of a trusted machine', () => {
  test('sees their own ways, masked', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const username = 'bob'
    expect(labels(await firstStep(fixture, machine, { username }))).toEqual([
      'E-mail to b•••@c•••.test',
    ])
  })

  test('is told to register first, at once; the audit names them and the reason', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const username = 'frank'
    const { flow, step } = await startSigned(fixture, machine, { username, client: TILE })
    expect(step).toMatchObject({ kind: 'stopped', reason: 'more-security-info-needed' })
    expect((await auditTrail(fixture, flow)).at(-1)).toMatchObject({
      activity: 'flow.stopped',
      reason: 'too-few-authenticators',
      targetName: 'frank',
      machineId: machine.id,
    })
    await fixture.drain()
    expect(fixture.house.kept?.messages()).toEqual([])
  })

  test('whom no directory knows sees what everybody sees', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    expect(labels(await firstStep(fixture, machine, { username: 'nobody' }))).toEqual(EVERYBODY)
  })

  test('sees what everybody sees where policy keeps it back', async () => {
    const policy = { hints: 'never', tellUnregistered: false } as const
    await using fixture = await openFixture({ policy })
    const machine = await trustedMachine(fixture)
    for (const username of ['bob', 'frank'])
      expect(labels(await firstStep(fixture, machine, { username }))).toEqual(EVERYBODY)
  })

  test('who typed another name is not of that tile: it came without one', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    for (const start of [{}, { username: '  ' }])
      expect((await firstStep(fixture, machine, start)).kind).toBe('identify')
  })
})

/** The first answer about each name, without what is drawn anew, and the statements behind it. */
async function answersFor(
  fixture: Fixture,
  start: (username: string) => ReturnType<typeof tryStart>,
) {
  const seen = new Set<string>()
  for (const username of ['alice', 'frank', 'davex', 'nobod']) {
    await fixture.house.deps.policy.read()
    const { result, ran } = await fixture.statementsOf(() => start(username))
    const { step } = FlowStarted.parse(JSON.parse(result.body))
    seen.add(JSON.stringify({ ...step, id: '', statements: ran }))
  }
  return seen
}

describe('without trust nothing depends on the name', () => {
  test('where the tile is only claimed', async () => {
    await using fixture = await openFixture()
    const seen = await answersFor(fixture, (username) =>
      tryStart(fixture, { username, client: TILE }),
    )
    expect(seen.size).toBe(1)
  })

  test('where the machine that signs is not approved', async () => {
    await using fixture = await openFixture()
    const machine = await enrol(fixture)
    const seen = await answersFor(fixture, (username) =>
      tryStartSigned(fixture, machine, { username, client: TILE }),
    )
    expect(seen.size).toBe(1)
  })

  test('where a trusted machine does not say that it is one of its tiles', async () => {
    await using fixture = await openFixture()
    const machine = await trustedMachine(fixture)
    const seen = await answersFor(fixture, (username) =>
      tryStartSigned(fixture, machine, { username }),
    )
    expect(seen.size).toBe(1)
  })
})

test('hints for everybody, by policy, need no machine', async () => {
  await using fixture = await openFixture({ policy: { hints: 'always' } })
  const { step } = FlowStarted.parse(
    JSON.parse((await tryStart(fixture, { username: 'bob' })).body),
  )
  expect(labels(step)).toEqual(['E-mail to b•••@c•••.test'])
})
