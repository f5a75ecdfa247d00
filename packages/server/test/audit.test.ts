import { describe, expect, test } from 'vitest'
import { freezePerson } from '../src/app/administer-person.ts'
import type { AuditRow } from '../src/store/audit.ts'
import { NEW_PASSWORD, OLD_PASSWORD, signIn, startFlow } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { inParallel, upTo } from './in-parallel.ts'
import { wrongCode } from './messages.ts'
import { askByMail, proveByMail, resetByMail, twice } from './walks.ts'

describe('the audit', () => {
  test('numbers its events without a gap, also of what ran at once and what was rolled back', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    await inParallel(upTo(40), 20, async (at) => {
      await flow.trySubmit(twice(`Copper-Lantern-${at}`))
      await signIn(fixture, 'bob', 'wrong', `192.0.2.${at}`)
      await askByMail(fixture, { username: 'carol', from: `198.51.100.${at}` })
    })
    await fixture.drain()
    const events = await auditTrail(fixture)
    expect(events.map(({ seq }) => seq)).toEqual(upTo(events.length).map((at) => at + 1))
    expect(events.length).toBeGreaterThan(150)
  })

  test('knows the address of every act of a caller', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'alice', from: '192.0.2.1' })
    await flow.submit({ authenticator: 'email' }, { from: '192.0.2.2' })
    await flow.submit({ code: '111111' }, { from: '2001:db8::3' })
    const addresses = (await auditTrail(fixture, flow.id)).map(({ address }) => address)
    expect(addresses).toEqual(['192.0.2.1', '192.0.2.1', '192.0.2.2', '2001:db8::3'])
  })

  test('ties the outcome of a write to its intent', async () => {
    await using fixture = await openFixture()
    const flow = await resetByMail(fixture, 'alice')
    const [intent, outcome] = (await auditTrail(fixture, flow.id)).filter(
      ({ operation }) => operation !== null,
    )
    expect(intent).toMatchObject({ activity: 'password.write-intended', outcome: 'intended' })
    expect(outcome).toMatchObject({ activity: 'password.reset', outcome: 'succeeded' })
    expect(outcome?.operation).toBe(intent?.operation)
    expect(outcome).toMatchObject({ targetName: 'alice', gates: ['email'], address: '127.0.0.1' })
  })

  test('never holds what somebody typed for a name', async () => {
    await using fixture = await openFixture()
    await askByMail(fixture, { username: 'a-secret-typed-as-name' })
    await signIn(fixture, 'a-secret-typed-as-name', OLD_PASSWORD)
    await fixture.drain()
    expect(JSON.stringify(await auditTrail(fixture))).not.toContain('a-secret')
  })
})

describe('the audit’s client type', () => {
  const TYPES = [
    ['6.1.7601', 'WindowsLogon/7'],
    ['6.2.9200', 'WindowsLogon/8'],
    ['6.3.9600', 'WindowsLogon/8.1'],
    ['10.0.19045', 'WindowsLogon/10'],
    ['10.0.21999', 'WindowsLogon/10'],
    ['10.0.22000', 'WindowsLogon/11'],
    ['10.0.26100', 'WindowsLogon/11'],
    ['10.0.20348-server', 'WindowsLogon/Server'],
    ['6.1.7601-server', 'WindowsLogon/Server'],
    ['5.1.2600', 'WindowsLogon/Other'],
    [undefined, 'WindowsLogon/Other'],
  ] as const
  for (const [os, type] of TYPES)
    test(`of Windows ${os ?? 'unknown'} is ${type}`, async () => {
      await using fixture = await openFixture()
      const client = {
        kind: 'windows-logon',
        machine: 'PC-7',
        version: '1.2',
        ...(os && { os }),
      } as const
      const flow = await startFlow(fixture, { username: 'alice', client })
      expect((await auditTrail(fixture, flow.id))[0]).toMatchObject({
        clientType: type,
        clientKind: 'windows-logon',
        clientOs: os ?? null,
        clientVersion: '1.2',
        machine: 'PC-7',
      })
    })

  test('of the others is what they say', async () => {
    await using fixture = await openFixture()
    const browser = await startFlow(fixture, { username: 'alice', client: { kind: 'browser' } })
    const api = await startFlow(fixture, { username: 'alice', client: { kind: 'api' } })
    expect((await auditTrail(fixture, browser.id))[0]?.clientType).toBe('Browser')
    expect((await auditTrail(fixture, api.id))[0]?.clientType).toBe('Api')
  })
})

describe('the audit names the true reason', () => {
  const REASONS = [
    ['nobody', 'code.not-sent failed unknown-person', null],
    ['dave', 'gate.failed failed code-wrong', 'dave'],
    ['frank', 'enrolment.suggested contacted', 'frank'],
    ['bob', 'code.not-sent failed frozen', 'bob'],
  ] as const
  for (const [username, words, target] of REASONS)
    test(`for ${username}`, async () => {
      await using fixture = await openFixture()
      await freezePerson(fixture.house.deps, 'bob')
      const flow = await askByMail(fixture, { username })
      await fixture.drain()
      await flow.submit({ code: wrongCode() })
      const events = await auditTrail(fixture, flow.id)
      expect(inWords(events)).toContain(words)
      expect(events.find((one) => inWords([one])[0] === words)?.targetName).toBe(target)
    })

  for (const [username, password, reason] of [
    ['nobody', OLD_PASSWORD, 'unknown-person'],
    ['alice', 'wrong', 'password-wrong'],
    ['dave', OLD_PASSWORD, 'disabled'],
    // Locked people have no room left below the directory's threshold: it is not even asked.
    ['carol', OLD_PASSWORD, 'locked-out'],
  ] as const)
    test(`for a sign-in of ${username} that is refused: ${reason}`, async () => {
      await using fixture = await openFixture()
      await signIn(fixture, username, password)
      expect((await lastOf(fixture))?.reason).toBe(reason)
    })

  test('for a sign-in that succeeds, there is none', async () => {
    await using fixture = await openFixture()
    await resetByMail(fixture, 'alice')
    await signIn(fixture, 'alice', NEW_PASSWORD)
    expect(await lastOf(fixture)).toMatchObject({ activity: 'session.started', reason: null })
  })
})

async function lastOf(fixture: Fixture): Promise<AuditRow | undefined> {
  return (await auditTrail(fixture)).at(-1)
}
