import { describe, expect, test } from 'vitest'
import { stepIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openBrowser } from './browser.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inbox, linkIn, mailedCode } from './messages.ts'
import { askByMail, proveByMail, resetByMail } from './walks.ts'

async function stopLink(fixture: Fixture) {
  const mails = await inbox(fixture, 'alice')
  return linkIn(
    mails.find(({ text }) => text.includes('/stop/')),
    'stop',
  )
}

async function press(fixture: Fixture, link: string) {
  const browser = openBrowser(fixture)
  return await browser.submit(await browser.open(link))
}

describe('the link in a mail with a code', () => {
  test('changes nothing by being opened', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    await openBrowser(fixture).open(await stopLink(fixture))
    const code = await mailedCode(fixture, 'alice')
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('kills the attempt, and whoever began it sees no difference', async () => {
    await using fixture = await openFixture()
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    await press(fixture, await stopLink(fixture))
    expect(stepIn(await flow.get()).kind).toBe('answer-challenge')
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
    expect(inWords(await auditTrail(fixture, flow.id))).toContain('flow.stopped cancelled by-link')
  })

  test('stops an attempt that was proven already, and says so', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    await press(fixture, await stopLink(fixture))
    expect(stepIn(await flow.get())).toMatchObject({ kind: 'stopped', reason: 'ended-by-owner' })
  })

  test('leaves other attempts of the person alone', async () => {
    await using fixture = await openFixture()
    await askByMail(fixture, { username: 'alice' })
    const link = await stopLink(fixture)
    await press(fixture, link)
    expect((await resetByMail(fixture, 'alice')).step.kind).toBe('done')
  })

  test('works once, and no longer than its flow', async () => {
    await using fixture = await openFixture()
    await askByMail(fixture, { username: 'alice' })
    const link = await stopLink(fixture)
    const browser = openBrowser(fixture)
    const page = await browser.open(link)
    fixture.clock.advance(15 * MINUTE)
    expect((await browser.submit(page)).html).toBe((await browser.open(link)).html)
    expect(inWords(await auditTrail(fixture)).join()).not.toContain('by-link')
  })
})
