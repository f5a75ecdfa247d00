import { describe, expect, test } from 'vitest'
import { OLD_PASSWORD } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { type Browser, formsOf, openBrowser } from './browser.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { inParallel, upTo } from './in-parallel.ts'
import { enrol, tryStartSigned } from './machine.ts'

async function administrator(fixture: Fixture): Promise<Browser> {
  const browser = openBrowser(fixture)
  const page = await browser.open('/admin/sign-in')
  const asked = await browser.submit(page, { username: 'erin', password: OLD_PASSWORD })
  await browser.submit(asked, { code: await fixture.appCode('erin') })
  return browser
}

describe('the page of machines', () => {
  test('is linked from the audit and lists those that wait', async () => {
    await using fixture = await openFixture()
    const { id } = await enrol(fixture, { name: 'PC-7' })
    const browser = await administrator(fixture)
    expect((await browser.open('/admin/audit')).html).toContain('href="/admin/machines"')
    const page = await browser.open('/admin/machines')
    expect(page.html).toContain('<bdi>PC-7</bdi>')
    expect(page.html).toContain(`<code>${id}</code>`)
    expect(page.html).toContain('href="/admin/machines?state=pending" aria-current="page"')
  })

  test('approves and revokes, and the audit says who, which and how', async () => {
    await using fixture = await openFixture()
    const machine = await enrol(fixture, { name: 'PC-7' })
    const browser = await administrator(fixture)
    const at = `/admin/machines/${machine.id}`
    const waiting = await browser.open('/admin/machines')
    const approved = await browser.submit(waiting, {}, `${at}/approve`)
    expect(approved).toMatchObject({ path: '/admin/machines?state=pending', status: 200 })
    expect(approved.html).not.toContain(machine.id)
    const trusted = await browser.open('/admin/machines?state=trusted')
    expect(formsOf(trusted).map(({ action }) => action)).toEqual([`${at}/revoke`])
    await browser.submit(trusted, {}, `${at}/revoke`)
    const revoked = await browser.open('/admin/machines?state=revoked')
    expect(revoked.html).toContain(machine.id)
    const decisions = (await auditTrail(fixture)).filter(
      ({ reason, activity }) => activity.startsWith('machine.') && reason === 'by-administrator',
    )
    expect(decisions).toMatchObject([
      { activity: 'machine.approved', machine: 'PC-7', machineId: machine.id },
      { activity: 'machine.revoked', machine: 'PC-7', machineId: machine.id },
    ])
    for (const { actor, clientType } of decisions)
      expect([actor, clientType]).toEqual([expect.stringMatching(/^prn_/), 'Browser'])
  })

  test('decides once: the same button again changes and audits nothing', async () => {
    await using fixture = await openFixture()
    const { id } = await enrol(fixture)
    const browser = await administrator(fixture)
    const page = await browser.open('/admin/machines')
    await browser.submit(page, {}, `/admin/machines/${id}/approve`)
    await browser.submit(page, {}, `/admin/machines/${id}/approve`)
    const approvals = (await auditTrail(fixture)).filter(
      ({ activity }) => activity === 'machine.approved',
    )
    expect(approvals).toHaveLength(1)
  })

  test('gives an approved machine what it is trusted with', async () => {
    await using fixture = await openFixture()
    const machine = await enrol(fixture)
    const browser = await administrator(fixture)
    const page = await browser.open('/admin/machines')
    await browser.submit(page, {}, `/admin/machines/${machine.id}/approve`)
    const client = { kind: 'windows-logon', tile: true } as const
    const started = await tryStartSigned(fixture, machine, { username: 'frank', client })
    expect(JSON.parse(started.body).step.reason).toBe('more-security-info-needed')
  })

  test('turns its pages by key', async () => {
    await using fixture = await openFixture()
    await inParallel(upTo(52), 4, (at) => enrol(fixture, { name: `PC-${at}` }))
    const browser = await administrator(fixture)
    const first = await browser.open('/admin/machines')
    const older = /rel="next" href="([^"]+)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await browser.open(older)
    const idsOn = (html: string) => [...html.matchAll(/<code>(mch_[^<]+)</g)].map(([, id]) => id)
    expect([idsOn(first.html).length, idsOn(second.html).length]).toEqual([50, 2])
    expect(new Set([...idsOn(first.html), ...idsOn(second.html)]).size).toBe(52)
  })
})

describe('the page of machines is shut', () => {
  test('to strangers, and to an administrator with the password alone', async () => {
    await using fixture = await openFixture()
    const { id } = await enrol(fixture)
    const stranger = openBrowser(fixture)
    expect((await stranger.open('/admin/machines')).path).toBe('/admin/sign-in')
    const half = openBrowser(fixture)
    const page = await half.open('/admin/sign-in')
    await half.submit(page, { username: 'erin', password: OLD_PASSWORD })
    expect((await half.open('/admin/machines')).path).toBe('/admin/code')
    const form = formsOf(await half.open('/admin/code'))[0]
    const fields = { ...form?.hidden, state: 'pending' }
    const posted = await half.post(`/admin/machines/${id}/approve`, fields)
    expect([posted.status, posted.headers.location]).toEqual([303, '/admin/code'])
    const rows = await fixture.house.deps.store.db.selectFrom('machine').select('state').execute()
    expect(rows).toEqual([{ state: 'pending' }])
  })

  test('to a form of another site', async () => {
    await using fixture = await openFixture()
    const { id } = await enrol(fixture)
    const browser = await administrator(fixture)
    const posted = await browser.post(`/admin/machines/${id}/approve`, { state: 'pending' })
    expect(posted.status).toBe(403)
  })

  test('for a machine that is not there', async () => {
    await using fixture = await openFixture()
    await enrol(fixture)
    const browser = await administrator(fixture)
    const [form] = formsOf(await browser.open('/admin/machines'))
    const fields = { ...form?.hidden }
    expect((await browser.post('/admin/machines/mch_none/approve', fields)).status).toBe(404)
  })
})
