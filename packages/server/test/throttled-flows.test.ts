import { describe, expect, test } from 'vitest'
import { problemIn, tryStart } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { openBrowser } from './browser.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inParallel, tally, upTo } from './in-parallel.ts'

async function start(fixture: Fixture, times: number, from: string) {
  const answers = await inParallel(upTo(times), 8, (at) =>
    tryStart(fixture, { username: `somebody-${at}`, from }),
  )
  return tally(answers.map(({ status }) => status))
}

describe('flows from one address', () => {
  test('are sixty in ten minutes; then 429 says when to come back', async () => {
    await using fixture = await openFixture()
    expect(await start(fixture, 60, '192.0.2.1')).toEqual({ 201: 60 })
    fixture.clock.advance(4 * MINUTE)
    const refused = await tryStart(fixture, { username: 'alice', from: '192.0.2.1' })
    expect(problemIn(refused)).toMatchObject({ status: 429, kind: 'too-many-attempts' })
    expect(refused.headers['retry-after']).toBe('360')
    fixture.clock.advance(6 * MINUTE)
    expect(await start(fixture, 1, '192.0.2.1')).toEqual({ 201: 1 })
  })

  test('are their own: another address goes on', async () => {
    await using fixture = await openFixture()
    await start(fixture, 61, '192.0.2.1')
    expect(await start(fixture, 1, '192.0.2.2')).toEqual({ 201: 1 })
  })

  test('may be more from a network of the organisation', async () => {
    const policy = { ownNetworks: [{ network: '10.1.0.0/16', flows: 70 }] }
    await using fixture = await openFixture({ policy })
    expect(await start(fixture, 71, '10.1.2.3')).toEqual({ 201: 70, 429: 1 })
    expect(await start(fixture, 61, '10.2.2.3')).toEqual({ 201: 60, 429: 1 })
  })

  test('that are refused make one line in the audit, however many', async () => {
    await using fixture = await openFixture()
    await start(fixture, 70, '192.0.2.1')
    const throttled = (await auditTrail(fixture)).filter(
      ({ activity }) => activity === 'flow.throttled',
    )
    expect(throttled).toMatchObject([{ address: '192.0.2.1', reason: 'address-budget-spent' }])
  })

  test('are refused on a page for people', async () => {
    await using fixture = await openFixture()
    await start(fixture, 60, '127.0.0.1')
    const browser = openBrowser(fixture)
    const page = await browser.submit(await browser.open('/'), { username: 'alice' })
    expect(page.status).toBe(429)
    expect(page.headers['content-type']).toContain('text/html')
  })
})
