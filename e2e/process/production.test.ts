import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Api,
  createApi,
  newPassword,
  signsIn,
  walkToNewPassword,
} from '../environments/api.ts'
import { type Certificate, makeCertificate } from '../environments/certificate.ts'
import { eventually } from '../environments/deadline.ts'
import { type MailServer, startMailServer } from '../environments/mail-server.ts'
import { leastConfiguration } from '../environments/own-server.ts'
import { freePort } from '../environments/port.ts'
import {
  type Finished,
  newFolder,
  type Program,
  removeFolder,
  runProgram,
  startProgram,
  untilReady,
} from '../environments/program.ts'

const SMTP_PASSWORD = 'mail-secret-of-the-test'
const PEOPLE = `name,display-name,mail,groups,password,authenticators
grace,Grace,grace@corp.test,,Start-Passw0rd-1!,email
heidi,Heidi,heidi@corp.test,administrators,Start-Passw0rd-1!,email
`

let home: string
let certificate: Certificate
let mail: MailServer
let url: string
let api: Api
let server: Program

beforeAll(async () => {
  home = newFolder()
  certificate = makeCertificate(home, 'localhost')
  mail = await startMailServer(certificate, { username: 'latchkey', password: SMTP_PASSWORD })
  const port = await freePort()
  url = `https://localhost:${port}`
  api = createApi(url, { ca: certificate.certificate })
  writeFileSync(join(home, 'latchkey.toml'), configuration(port))
  writeFileSync(join(home, 'people.csv'), PEOPLE)
})
afterAll(async () => {
  if (!server.hasEnded()) await server.kill('SIGTERM')
  await mail[Symbol.asyncDispose]()
  removeFolder(home)
})

const configuration = (port: number) => `
${leastConfiguration({ home, url, port, certificate })}
[first-run.smtp]
host = "localhost"
port = ${mail.port}
security = "starttls"
username = "latchkey"
password = "env:SMTP_PASSWORD"
from = "Password reset <reset@corp.test>"
[first-run.policy]
organisation = "Corp"
gates = 1
authenticators = ["email", "totp"]
`

// The mail server's certificate is known to the whole system in real life.
const surroundings = () => ({
  cwd: home,
  env: { SMTP_PASSWORD, NODE_EXTRA_CA_CERTS: certificate.certificateFile },
})
const latchkey = (...args: string[]): Promise<Finished> => runProgram(args, surroundings())

// One server's life, from nothing to its audit: each step builds on the one before.
describe('a real server from its configuration alone', () => {
  test('refuses to serve before the store is made', async () => {
    const refused = await latchkey('serve')
    expect(refused.code, refused.stderr).toBe(77)
    expect(refused.stderr).toContain('migrate')
    expect(refused.stderr).not.toContain('    at ')
  })

  test('makes its store, and does nothing the second time', async () => {
    expect(await latchkey('migrate')).toMatchObject({ code: 0, stderr: '' })
    expect(await latchkey('migrate')).toMatchObject({ code: 0, stdout: 'nothing to do\n' })
    expect(statSync(join(home, 'data', 'keys.json')).mode & 0o777).toBe(0o600)
  })

  test('makes the folders of store and keys too, where it is the very first command', async () => {
    const elsewhere = configuration(1)
      .replace(`${home}/data/latchkey.db`, `${home}/new/store/latchkey.db`)
      .replace(`${home}/data/keys.json`, `${home}/new/keys/keys.json`)
    writeFileSync(join(home, 'new.toml'), elsewhere)
    const made = await latchkey('migrate', '--config', 'new.toml')
    expect(made).toMatchObject({ code: 0, stderr: '' })
    for (const folder of ['store', 'keys'])
      expect(statSync(join(home, 'new', folder)).mode & 0o777).toBe(0o700)
  })

  test('shows its configuration without secrets, and finds it well', async () => {
    const shown = await latchkey('config', 'show')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('Password reset <reset@corp.test>')
    expect(shown.stdout).not.toContain(SMTP_PASSWORD)
    expect(await latchkey('config', 'check')).toMatchObject({ code: 0, stderr: '' })
  })

  test('imports people from a file, all or none', async () => {
    const people = await latchkey('person', 'import', 'people.csv')
    expect(people).toMatchObject({ code: 0, stdout: 'imported 2 people\n' })
    const again = await latchkey('person', 'import', 'people.csv')
    expect(again.code).toBe(65)
    expect(again.stderr).toContain('line 2')
  })

  test('serves over TLS, says where, and has no page of the trial', async () => {
    server = startProgram(['serve'], surroundings())
    expect(await untilReady(server)).toBe(url)
    const health = await api.call('GET', '/healthz')
    expect(health.status).toBe(200)
    expect(health.headers['strict-transport-security']).toContain('max-age')
    expect((await api.call('GET', '/dev/outbox')).status).toBe(404)
  })

  test('resets a password by a code that came by encrypted mail', async () => {
    const walk = await walkToNewPassword(api, mail.messages, 'grace')
    const done = await walk.submit('submit', newPassword('Copper-Lantern-42'))
    expect(done.body.step?.kind).toBe('done')
    expect(await signsIn(api, 'grace', 'Copper-Lantern-42')).toBe(true)
    expect(await signsIn(api, 'grace', 'Start-Passw0rd-1!')).toBe(false)
    const notice = await eventually('the notice', () =>
      mail.arrived.find((one) => one.mail.subject === 'Your password was reset'),
    )
    // The address was added today: it gets the notice, but no link with which to undo the reset.
    expect(notice.mail.text).not.toContain('/not-me/')
    expect(mail.arrived.every(({ isEncrypted }) => isEncrypted)).toBe(true)
  })

  test('lists what happened beside the running server', async () => {
    const listed = await latchkey('audit', 'list', '--person', 'grace', '--json')
    expect(listed.code, listed.stderr).toBe(0)
    const events: { activity: string; outcome: string; address: string | null }[] = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toContainEqual(
      expect.objectContaining({
        activity: 'password.reset',
        outcome: 'succeeded',
        address: '127.0.0.1',
        clientType: 'Api',
      }),
    )
    expect(events).toContainEqual(expect.objectContaining({ activity: 'password.write-intended' }))
    const table = await latchkey('audit', 'list', '--since', '1h')
    expect(table.stdout).toContain('PERSON')
  })

  test('invites an administrator beside the running server', async () => {
    const invited = await latchkey('admin', 'invite', 'heidi')
    expect(invited.code, invited.stderr).toBe(0)
    const link = /https:\S+\/invitation\/\S+/.exec(invited.stdout)?.[0] ?? ''
    expect(link.startsWith(`${url}/invitation/`)).toBe(true)
    expect((await latchkey('admin', 'invite', 'nobody')).code).not.toBe(0)
  })

  test('stops at once, whatever connections it keeps', async () => {
    const ended = server.kill('SIGTERM').then(({ code }) => code)
    await eventually('the end', () => (server.hasEnded() ? true : undefined), 5_000)
    expect(await ended).toBe(0)
  })

  test('refuses a key ring that others can read', async () => {
    chmodSync(join(home, 'data', 'keys.json'), 0o644)
    const refused = await latchkey('serve')
    expect(refused.code).toBe(77)
    expect(refused.stderr).toContain('keys.json')
  })

  test('kept no secret in its log', () => {
    const words = server.stdout() + server.stderr()
    for (const secret of [SMTP_PASSWORD, 'Copper-Lantern-42', 'grace@corp.test'])
      expect(words).not.toContain(secret)
    for (const { mail: one } of mail.arrived)
      for (const code of one.text?.match(/^\d{6}$/gm) ?? []) expect(words).not.toContain(code)
  })
})
