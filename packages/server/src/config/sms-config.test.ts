import { describe, expect, test } from 'vitest'
import { mistakesIn, REAL, useConfigFiles } from './config.fixture.ts'

const files = useConfigFiles()
const env = { SMS_PASSWORD: 'secret-of-the-gateway' }
const load = (toml: string) => files.load(REAL + toml, env).firstRun.sms
const keysWrongIn = (toml: string) => mistakesIn(() => load(toml)).map(({ key }) => key)

const sms = (gateway: string, home = 'home-country = "FR"') =>
  `[first-run.sms]\n${home}\n[[first-run.sms.gateway]]\n${gateway}\n`
const custom = (more: string) => sms(`url = "https://sms.example.org/send"\n${more}`)

test('is off until a gateway is named', () => {
  expect(load('')).toBeUndefined()
})

test('asks Kannel as its guide says', () => {
  const settings = load(
    sms(`preset = "kannel"
url = "http://127.0.0.1:13013/cgi-bin/sendsms"
username = "latchkey"
password = "env:SMS_PASSWORD"
sender = "Corp"`),
  )
  expect(settings).toMatchObject({ homeCountry: 'FR', others: 'refuse', countries: [] })
  const [gateway] = settings?.gateways ?? []
  expect(gateway).toMatchObject({
    method: 'GET',
    statuses: [202],
    sender: 'Corp',
    account: { username: 'latchkey' },
  })
  expect(gateway?.url).toMatch(
    /^http:\/\/127\.0\.0\.1:13013\/cgi-bin\/sendsms\?username=\{username}&/,
  )
  expect(gateway?.account?.password.use((value) => value)).toBe('secret-of-the-gateway')
})

test('takes a gateway of its own, with a second one and rules by country', () => {
  const settings = load(`
[first-run.sms]
others = "allow"
[[first-run.sms.country]]
prefix = "+33"
sender = "Corp"
per-hour = 500
[[first-run.sms.country]]
prefix = "+3376"
rule = "refuse"
[[first-run.sms.gateway]]
url = "https://sms.example.org/send?id={id}"
headers = ["Authorization: Bearer {password}"]
body = '{"to":"{to}","text":"{text}"}'
password = "env:SMS_PASSWORD"
answer = '"accepted"'
[[first-run.sms.gateway]]
url = "https://other.example.org/"
method = "PUT"
body = "to={to-digits}&text={text}"
body-kind = "form"
statuses = [202]
`)
  expect(settings).toMatchObject({
    others: 'allow',
    countries: [
      { prefix: '+33', rule: 'allow', sender: 'Corp', perHour: 500 },
      { prefix: '+3376', rule: 'refuse' },
    ],
    gateways: [
      { method: 'POST', bodyKind: 'json', statuses: [200, 201, 202], answer: '"accepted"' },
      { method: 'PUT', bodyKind: 'form', statuses: [202] },
    ],
  })
})

describe('a mistake is said before anybody waits for a code', () => {
  const AT = 'first-run.sms.gateway[0]'
  test.each([
    ['an address in clear', sms('url = "http://sms.example.org/send"'), `${AT}.url`],
    ['a host that is a template', sms('url = "https://{to}.example.org/"'), `${AT}.url`],
    ['an account in the address', sms('url = "https://a:b@sms.example.org/"'), `${AT}.url`],
    ['another scheme', sms('url = "file:///etc/passwd"'), `${AT}.url`],
    ['an unknown placeholder', custom('body = "{number}"'), `${AT}.body`],
    ['the text in a header', custom('headers = ["X-Text: {text}"]'), `${AT}.headers[0]`],
    ['a header of two lines', custom('headers = ["X: 1\\nY: 2"]'), `${AT}.headers[0]`],
    ['a pattern that is none', custom('answer = "("'), `${AT}.answer`],
    ['a yes that is a redirect', custom('statuses = [302]'), `${AT}.statuses[0]`],
    ['a literal password', custom('password = "secret"'), `${AT}.password`],
    ['a user name alone', custom('username = "latchkey"'), `${AT}.password`],
    ['a sender of too many letters', custom('sender = "Example Corporation"'), `${AT}.sender`],
    ['no gateway', '[first-run.sms]\nhome-country = "FR"\n', 'first-run.sms.gateway'],
    [
      'no country',
      sms('url = "https://sms.example.org/"', 'home-country = "XX"'),
      'first-run.sms.home-country',
    ],
    [
      'nobody to write to',
      sms('url = "https://sms.example.org/"', ''),
      'first-run.sms.home-country',
    ],
    [
      'no gateway for the only kind',
      '[first-run.policy]\nauthenticators = ["sms"]\n',
      'first-run.sms',
    ],
    [
      'more gates than kinds that work',
      '[first-run.policy]\ngates = 2\nauthenticators = ["email", "sms"]\n',
      'first-run.policy.gates',
    ],
  ])('%s', (_, toml, key) => {
    expect(keysWrongIn(toml)).toEqual([key])
  })
})
