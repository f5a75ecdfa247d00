import { describe, expect, test } from 'vitest'
import { freezePerson } from '../src/app/administer-person.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { DAY, HOUR, openFixture } from './fixture.ts'
import { inbox } from './messages.ts'
import { askByMail, proveByMail } from './walks.ts'

describe('a person who has enrolled nothing', () => {
  test('gets one mail a day that says how to register, and no code', async () => {
    await using fixture = await openFixture()
    await askByMail(fixture, { username: 'frank' })
    const [first] = await inbox(fixture, 'frank')
    expect(first?.subject).toBe('Register a way back in')
    expect(first?.text).not.toMatch(/^\d{6}$/m)
    fixture.clock.advance(23 * HOUR)
    await askByMail(fixture, { username: 'frank' })
    expect(await inbox(fixture, 'frank')).toHaveLength(1)
    fixture.clock.advance(DAY)
    await askByMail(fixture, { username: 'frank' })
    expect(await inbox(fixture, 'frank')).toHaveLength(2)
  })

  test('is known as such to the audit only', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'frank' })
    const again = await askByMail(fixture, { username: 'frank' })
    await fixture.drain()
    expect(inWords(await auditTrail(fixture, flow.id))).toContain('enrolment.suggested contacted')
    expect(inWords(await auditTrail(fixture, again.id))).toContain(
      'code.not-sent failed too-few-authenticators',
    )
  })
})

describe('a person who may not reset', () => {
  test('learns after the proof, and not before, that the account is disabled', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'dave' })
    expect(flow.step).toMatchObject({ kind: 'stopped', reason: 'not-possible' })
    expect(inWords(await auditTrail(fixture, flow.id))).toContain('flow.stopped failed disabled')
  })

  test('gets no code at all while self-service is frozen for them', async () => {
    await using fixture = await openFixture()
    await freezePerson(fixture.house.deps, 'bob')
    const flow = await askByMail(fixture, { username: 'bob' })
    expect(await inbox(fixture, 'bob')).toEqual([])
    expect(inWords(await auditTrail(fixture, flow.id))).toContain('code.not-sent failed frozen')
  })
})
