import { describe, expect, test } from 'vitest'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, HOUR, MINUTE, openFixture } from './fixture.ts'
import { upTo } from './in-parallel.ts'
import { mailedCodes } from './messages.ts'
import { askByMail, resetByMail } from './walks.ts'

async function ask(fixture: Fixture, from: string) {
  const flow = await askByMail(fixture, { username: 'alice', from })
  await fixture.drain()
  return flow
}

describe('codes sent to a person', () => {
  test('are three in ten minutes for one source', async () => {
    await using fixture = await openFixture()
    for (const _ of upTo(3)) await ask(fixture, '192.0.2.1')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(3)
    const fourth = await ask(fixture, '192.0.2.1')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(3)
    expect(fourth.step.kind).toBe('answer-challenge')
    expect(inWords(await auditTrail(fixture, fourth.id)).at(-1)).toBe(
      'code.not-sent failed budget-spent',
    )
  })

  test('are sent again after ten minutes', async () => {
    await using fixture = await openFixture()
    for (const _ of upTo(4)) await ask(fixture, '192.0.2.1')
    fixture.clock.advance(10 * MINUTE)
    await ask(fixture, '192.0.2.1')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(4)
  })

  test('are not kept away by what another source asked for', async () => {
    await using fixture = await openFixture()
    for (const _ of upTo(5)) await ask(fixture, '192.0.2.1')
    await ask(fixture, '192.0.2.2')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(4)
  })

  test('are ten in an hour from everywhere', async () => {
    await using fixture = await openFixture()
    for (const at of upTo(10)) await ask(fixture, `192.0.2.${at}`)
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(10)
    await ask(fixture, '192.0.2.100')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(10)
    fixture.clock.advance(HOUR)
    await ask(fixture, '192.0.2.100')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(11)
  })

  test('count a resend like any other', async () => {
    await using fixture = await openFixture()
    const flow = await ask(fixture, '192.0.2.1')
    for (const _ of upTo(2)) {
      fixture.clock.advance(MINUTE)
      await flow.submit({}, { action: 'resend' })
      await fixture.drain()
    }
    await ask(fixture, '192.0.2.1')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(3)
  })

  test('are counted anew after a success of the person', async () => {
    await using fixture = await openFixture()
    for (const _ of upTo(2)) await ask(fixture, '127.0.0.1')
    await resetByMail(fixture, 'alice')
    fixture.clock.advance(1)
    for (const _ of upTo(3)) await ask(fixture, '127.0.0.1')
    expect(await mailedCodes(fixture, 'alice')).toHaveLength(6)
  })
})
