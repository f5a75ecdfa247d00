import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Secret } from '../../packages/protocol/src/index.ts'
import {
  type RecordingGateway,
  startGateway,
} from '../../packages/server/src/channel/gateway.fixture.ts'
import { createHttpGatewayChannel } from '../../packages/server/src/channel/http-gateway.ts'
import { createSmsRules } from '../../packages/server/src/channel/sms-rules.ts'
import { loadConfig } from '../../packages/server/src/config/config.ts'
import { type Api, createApi, newPassword, signsIn, startWalk } from '../environments/api.ts'
import { type Certificate, makeCertificate } from '../environments/certificate.ts'
import { eventually } from '../environments/deadline.ts'
import { type Kannel, startKannel } from '../environments/kannel/kannel.ts'
import { leastConfiguration } from '../environments/own-server.ts'
import { freePort } from '../environments/port.ts'
import {
  newFolder,
  type Program,
  removeFolder,
  runProgram,
  startProgram,
  untilReady,
} from '../environments/program.ts'

// National formats of one country, and the world's.
const PEOPLE = `name,phone,password,authenticators
grace,06 12 34 56 78,Start-Passw0rd-1!,sms
heidi,+33 (0)6.12.34.56.79,Start-Passw0rd-1!,sms
ivan,+44 7400 123456,Start-Passw0rd-1!,sms
`
const NONSENSE = `name,phone,authenticators
judy,01 42 68 53 00,sms
karl,"06 12 34 56 78, 06 12 34 56 79",sms
lena,112,sms
`

let home: string
let certificate: Certificate
let kannel: Kannel
let broken: RecordingGateway
let url: string
let api: Api
let server: Program

beforeAll(async () => {
  home = newFolder()
  certificate = makeCertificate(home, 'localhost')
  kannel = await startKannel()
  broken = await startGateway(() => ({ status: 200, body: 'error: no credit' }))
  const port = await freePort()
  url = `https://localhost:${port}`
  api = createApi(url, { ca: certificate.certificate })
  writeFileSync(join(home, 'latchkey.toml'), configuration(port))
  writeFileSync(join(home, 'people.csv'), PEOPLE)
  writeFileSync(join(home, 'nonsense.csv'), NONSENSE)
})
afterAll(async () => {
  await kannel[Symbol.asyncDispose]()
  await broken[Symbol.asyncDispose]()
  // A run that fails early, or of one test only, has no server to stop.
  if (server?.hasEnded() === false) await server.kill('SIGTERM')
  removeFolder(home)
})

const configuration = (port: number) => `
${leastConfiguration({ home, url, port, certificate })}
[first-run.policy]
organisation = "Évreux Métropole"
authenticators = ["email", "sms"]
[first-run.sms]
home-country = "FR"
[[first-run.sms.country]]
prefix = "+33"
sender = "Evreux"
[[first-run.sms.gateway]]
url = "${broken.url}/send"
body = '{"to":"{to}","text":"{text}","id":"{id}"}'
answer = '^ok'
[[first-run.sms.gateway]]
preset = "kannel"
url = "${kannel.sendsms}"
username = "${kannel.username}"
password = "env:KANNEL_PASSWORD"
sender = "Latchkey"
`

const surroundings = () => ({ cwd: home, env: { KANNEL_PASSWORD: kannel.password } })
const latchkey = (...args: string[]) => runProgram(args, surroundings())

async function askByText(username: string) {
  const walk = await startWalk(api, username)
  await walk.submit('submit', { authenticator: 'sms' })
  return walk
}

const textTo = (to: string) =>
  eventually(`a text message to ${to}`, () =>
    kannel.texts().find((one) => one.to === to && /#\d{6}$/.test(one.text)),
  )

// One server's life with a real gateway: each step builds on the one before.
describe('a server whose text messages go by Kannel', () => {
  test('reaches both gateways, and shows neither password', async () => {
    expect(await latchkey('migrate')).toMatchObject({ code: 0, stderr: '' })
    const checked = await latchkey('config', 'check')
    expect(checked.stdout).toMatch(/^channel\.sms +well$/m)
    const shown = await latchkey('config', 'show')
    expect(shown.stdout).toContain('env:KANNEL_PASSWORD')
    expect(shown.stdout).not.toContain(kannel.password)
  })

  test('imports numbers in every format of the home country, and no nonsense', async () => {
    const refused = await latchkey('person', 'import', 'nonsense.csv')
    expect(refused.code).toBe(65)
    for (const line of [2, 3, 4]) expect(refused.stderr).toContain(`line ${line}: phone is no`)
    const people = await latchkey('person', 'import', 'people.csv')
    expect(people).toMatchObject({ code: 0, stdout: 'imported 3 people\n' })
    const shown = await latchkey('person', 'show', 'grace')
    expect(shown.stdout).toContain('+33 •••• 78')
  })

  test('resets a password by a code that came through the second gateway', async () => {
    server = startProgram(['serve'], surroundings())
    await untilReady(server)
    const walk = await askByText('grace')
    const { from, text } = await textTo('+33612345678')
    const code = /#(\d{6})$/.exec(text)?.[1] ?? ''
    expect(from).toBe('Evreux')
    expect(text).toBe(
      `${code} is your code for Évreux Métropole. Never tell it to anyone.\n\n@localhost #${code}`,
    )
    await walk.submit('submit', { code })
    const done = await walk.submit('submit', newPassword('Copper-Lantern-42'))
    expect(done.body.step?.kind).toBe('done')
    expect(await signsIn(api, 'grace', 'Copper-Lantern-42')).toBe(true)
    // The first gateway was asked with the same message, and said 200 with an error in it.
    expect(JSON.parse(broken.received[0]?.body ?? '{}')).toMatchObject({ to: '+33612345678', text })
  })

  test('tells the person by text message that it happened', async () => {
    const notice = await eventually('the notice', () =>
      kannel.texts().find(({ text }) => text.includes('Your password was reset')),
    )
    expect(notice.to).toBe('+33612345678')
    // The number was added today: no link with which to undo the reset.
    expect(notice.text).not.toContain('/not-me/')
  })

  test('never writes to a country that no rule opens', async () => {
    await askByText('ivan')
    await askByText('heidi')
    await textTo('+33612345679')
    const listed = await eventually('the audit', async () => {
      const { stdout } = await latchkey('audit', 'list', '--person', 'ivan', '--json')
      return stdout.includes('channel-refused') ? stdout : undefined
    })
    expect(listed).not.toContain('"code.sent"')
    expect(kannel.texts().map(({ to }) => to)).not.toContain('+447400123456')
  })

  test('kept neither code nor number nor password in its log', async () => {
    await server.kill('SIGTERM')
    const words = server.stdout() + server.stderr()
    for (const secret of [kannel.password, '612345678', '7400123456'])
      expect(words).not.toContain(secret)
    for (const { text } of kannel.texts())
      for (const code of text.match(/\b\d{6}\b/g) ?? []) expect(words).not.toContain(code)
  })
})

test('what Kannel refuses is no yes', async () => {
  const file = join(home, 'latchkey.toml')
  const channelAs = (password: string) => {
    const { sms } = loadConfig({ file, env: { KANNEL_PASSWORD: password } }).firstRun
    // The second gateway of the file: Kannel by its preset.
    return createHttpGatewayChannel({
      rules: createSmsRules({ others: 'allow', countries: [] }),
      gateways: (sms?.gateways ?? []).slice(1),
    })
  }
  const message = { to: '+12025550123', subject: '', locale: 'en' } as const
  const text = new Secret('wrong account')
  await expect(channelAs('wrong').send({ ...message, text })).rejects.toMatchObject({
    code: 'status-refused',
    reply: 403,
  })
  await channelAs(kannel.password).send({ ...message, text: new Secret('a & b = c? é #+') })
  const arrived = await eventually('the message', () =>
    kannel.texts().find(({ to }) => to === '+12025550123'),
  )
  expect(arrived.text).toBe('a & b = c? é #+')
})
