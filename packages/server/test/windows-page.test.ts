import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeTrialCertificate } from '../src/config/trial-certificate.ts'
import { send } from './api-client.ts'
import { headingOf, openBrowser } from './browser.ts'
import { type Fixture, openFixture } from './fixture.ts'

const FILE = 'SsprWindowsLogon.PROD.msi'
// Bytes that no text survives: what is sent must be what lies there.
const PACKAGE = Buffer.from(Array.from({ length: 100_000 }, (_, at) => (at * 7 + 13) % 256))

function put({ dir }: Fixture, architecture: string, bytes = PACKAGE): void {
  const at = join(dir, 'windows', architecture)
  mkdirSync(at, { recursive: true })
  writeFileSync(join(at, `${FILE}.new`), bytes)
  renameSync(join(at, `${FILE}.new`), join(at, FILE))
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const get = (fixture: Fixture, url: string) => fixture.app.inject({ method: 'GET', url })

describe('the page of the Windows add-in', () => {
  test('needs no sign-in, and says that nothing was built', async () => {
    await using fixture = await openFixture()
    const page = await openBrowser(fixture).open('/windows')
    expect([page.status, headingOf(page)]).toEqual([200, 'Windows add-in'])
    expect(page.html).toContain('No package was built')
  })

  test('speaks French to whoever asks in French', async () => {
    await using fixture = await openFixture()
    const page = await openBrowser(fixture, { language: 'fr' }).open('/windows')
    expect(headingOf(page)).toBe('Module pour Windows')
  })

  test('shows the SHA-256 of the package that is there now', async () => {
    await using fixture = await openFixture()
    const other = Buffer.from('another build')
    for (const bytes of [PACKAGE, other]) {
      put(fixture, 'x64', bytes)
      expect((await get(fixture, '/windows')).body).toContain(hashOf(bytes))
    }
  })
})

describe('a package', () => {
  test.each(['x64', 'x86'])(
    'for %s comes whole, under the published name',
    async (architecture) => {
      await using fixture = await openFixture()
      put(fixture, architecture)
      const { statusCode, headers, rawPayload } = await get(
        fixture,
        `/windows/${architecture}/${FILE}`,
      )
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({
        'content-type': 'application/x-msi',
        'content-length': String(PACKAGE.length),
        'content-disposition': `attachment; filename="${FILE}"`,
        'x-content-type-options': 'nosniff',
      })
      expect(hashOf(rawPayload)).toBe(hashOf(PACKAGE))
    },
  )

  test('is looked at without being sent', async () => {
    await using fixture = await openFixture()
    put(fixture, 'x64')
    const url = `/windows/x64/${FILE}`
    const { statusCode, headers, rawPayload } = await fixture.app.inject({ method: 'HEAD', url })
    expect([statusCode, headers['content-length']]).toEqual([200, String(PACKAGE.length)])
    expect(rawPayload.length).toBe(0)
  })

  test.each([
    `/windows/x64/${FILE}`,
    '/windows/arm64/SsprWindowsLogon.PROD.msi',
    '/windows/x64/keys.json',
    '/windows/x64/..%2f..%2fkeys.json',
    '/windows/x64/../../keys.json',
  ])('that is not there is 404: %s', async (url) => {
    await using fixture = await openFixture()
    expect((await get(fixture, url)).statusCode).toBe(404)
  })
})

describe('the trial’s authority', () => {
  test('is handed out in a trial, and is the one that signed its certificate', async () => {
    await using fixture = await openFixture()
    const { authority } = await makeTrialCertificate(fixture.dir, fixture.clock.now())
    const { statusCode, headers, body } = await get(fixture, '/windows/trial-ca.pem')
    expect([statusCode, body]).toEqual([200, authority])
    expect(headers['content-disposition']).toBe('attachment; filename="latchkey-trial-ca.crt"')
    expect((await get(fixture, '/windows')).body).toContain('/windows/trial-ca.pem')
  })

  test('does not exist outside one, nor its link', async () => {
    await using fixture = await openFixture({ isProduction: true })
    const headers = { host: 'localhost:8080' }
    const asked = (url: string) => send(fixture, { method: 'GET', url, headers })
    expect((await asked('/windows/trial-ca.pem')).status).toBe(404)
    expect((await asked('/windows')).body).not.toContain('trial-ca.pem')
  })
})
