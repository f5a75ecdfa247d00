import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMsiFixture, exportTable, type MsiFixture, whyNoMsi } from '../windows/msi.fixture.ts'
import { PACKAGE_FILE } from '../windows/packages.ts'
import { type } from './surroundings.fixture.ts'

const URL = 'https://reset.example.org'
let to: string
beforeEach(() => {
  to = mkdtempSync(join(tmpdir(), 'latchkey-windows-'))
})
afterEach(() => rmSync(to, { recursive: true }))

const line = (...options: string[]) => ['windows', 'package', '--dev', ...options]

const reason = whyNoMsi('wixl', 'msiinfo', 'osslsigncode')
const title = reason === undefined ? 'windows package' : `windows package (not here: ${reason})`

describe.skipIf(reason !== undefined)(title, () => {
  let built: MsiFixture
  afterEach(() => built.remove())

  test('writes the address into each package', async () => {
    built = createMsiFixture({ architectures: ['x64', 'x86'] })
    const { exitCode, out, opened } = await type(
      line('--url', URL, '--from', built.dir, '--to', to),
    )
    const paths = ['x64', 'x86'].map((one) => join(to, one, PACKAGE_FILE))
    expect([exitCode, out, opened]).toEqual([0, `${paths.join('\n')}\n`, 0])
    for (const path of paths) {
      expect(exportTable(path, 'Property')).toContain(`DEFAULT_SERVER_URL\t${URL}\r\n`)
      expect(statSync(path).mode & 0o777).toBe(0o644)
    }
    expect(readdirSync(join(to, 'x64'))).toEqual([PACKAGE_FILE])
    expect(exportTable(built.path('x64'), 'Property')).not.toContain(URL)
  })

  test('puts them where the server hands them out from, unless told otherwise', async () => {
    built = createMsiFixture()
    const env = { LATCHKEY__DATA__DIR: join(to, 'var') }
    await type(line('--url', URL, '--from', built.dir), { env })
    expect(existsSync(join(to, 'var', 'windows', 'x64', PACKAGE_FILE))).toBe(true)
    expect(existsSync(join(to, 'var', 'TRIAL'))).toBe(true)
  })

  test('signs last, where a certificate is given, and takes no signed package', async () => {
    built = createMsiFixture()
    const [certificate, key] = selfSigned(to)
    const signing = ['--certificate', certificate, '--key', key]
    const done = await type(line('--url', URL, '--from', built.dir, '--to', to, ...signing))
    expect(done).toMatchObject({ exitCode: 0, err: '' })
    const path = join(to, 'x64', PACKAGE_FILE)
    const verify = ['verify', '-CAfile', certificate, '-in', path]
    expect(spawnSync('osslsigncode', verify, { encoding: 'utf8' }).status).toBe(0)
    expect(exportTable(path, 'Property')).toContain(`DEFAULT_SERVER_URL\t${URL}\r\n`)
    const again = await type(line('--url', URL, '--from', to, '--to', join(to, 'again')))
    expect([again.exitCode, again.err]).toEqual([65, expect.stringContaining('signed already')])
    expect(existsSync(join(to, 'again'))).toBe(false)
  })

  test('leaves nothing behind where signing fails', async () => {
    built = createMsiFixture()
    const signing = ['--certificate', join(to, 'none.pem'), '--key', join(to, 'none.key')]
    const { exitCode, err } = await type(
      line('--url', URL, '--from', built.dir, '--to', to, ...signing),
    )
    expect([exitCode, err]).toEqual([65, expect.stringContaining('could not be signed')])
    expect(readdirSync(join(to, 'x64'))).toEqual([])
  })

  test('refuses what is no package, and writes neither of the two', async () => {
    built = createMsiFixture({ architectures: ['x64', 'x86'] })
    writeFileSync(built.path('x86'), 'no package')
    const { exitCode, err } = await type(line('--url', URL, '--from', built.dir, '--to', to))
    expect([exitCode, err]).toEqual([65, expect.stringContaining(built.path('x86'))])
    expect(readdirSync(to)).toEqual([])
  })

  test('refuses a folder without packages', async () => {
    built = createMsiFixture({ architectures: [] })
    const { exitCode, err } = await type(line('--url', URL, '--from', built.dir, '--to', to))
    expect([exitCode, err]).toEqual([65, expect.stringContaining('build the add-in first')])
  })
})

describe('windows package refuses', () => {
  test.each([
    'http://reset.example.org',
    'https://reset.example.org/path',
    'https://reset.example.org/?a=b',
    'https://user@reset.example.org',
    'https://RESET.example.org',
    'https://réset.example.org',
    'reset.example.org',
    'javascript:alert(1)',
    '',
  ])('the address “%s”', async (url) => {
    const { exitCode, err } = await type(line('--url', url, '--to', to))
    expect([exitCode, err]).toEqual([64, expect.stringContaining('--url takes an https address')])
  })

  test.each([[['--certificate', 'x']], [['--key', 'x']], [['--timestamp', 'https://t.example']]])(
    'half a signature: %j',
    async (half) => {
      const { exitCode, err } = await type(line('--url', URL, '--to', to, ...half))
      expect([exitCode, err]).toEqual([64, expect.stringContaining('belong together')])
    },
  )
})

function selfSigned(dir: string): [certificate: string, key: string] {
  const [certificate, key] = [join(dir, 'sign.pem'), join(dir, 'sign.key')]
  const subject = ['-subj', '/CN=Test signer', '-addext', 'extendedKeyUsage=codeSigning']
  const files = ['-keyout', key, '-out', certificate]
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files]
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  expect(readFileSync(certificate, 'utf8')).toContain('BEGIN CERTIFICATE')
  return [certificate, key]
}
