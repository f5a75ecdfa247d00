import { describe, expect, test } from 'vitest'
import { mistakesOf, REAL, useConfigFiles } from './config.fixture.ts'

const { load, refuses } = useConfigFiles()

test('takes what is asked of people at sign-in, and asks nothing by default', () => {
  const asked = load(`${REAL}
[first-run.policy]
own-mail-domains = ["corp.test", "bücher.test"]
[first-run.policy.enrolment]
required = true
grace-days = 0
reconfirm-days = 730`)
  expect(asked.firstRun.policy).toMatchObject({
    enrolment: { isRequired: true, graceDays: 0, reconfirmDays: 730 },
    ownMailDomains: ['corp.test', 'xn--bcher-kva.test'],
    ownMailCounts: false,
  })
  expect(load(REAL).firstRun.policy).toMatchObject({
    enrolment: { isRequired: false, graceDays: 14, reconfirmDays: 0 },
    ownMailDomains: [],
  })
})

test('takes a policy, in the order in which a choice lists its authenticators', () => {
  const { firstRun } = load(`${REAL}
[first-run.policy]
gates = 2
authenticators = ["totp", "email"]
administrator-groups = ["helpdesk"]
[first-run.policy.helpdesk]
fr = "Poste 4000"
[[first-run.policy.own-networks]]
network = "192.0.2.0/24"
flows = 900`)
  expect(firstRun.policy).toMatchObject({
    gates: 2,
    authenticators: { browser: ['email', 'totp'], 'windows-logon': ['email', 'totp'] },
    administratorGroups: ['helpdesk'],
    helpdesk: { text: { en: 'Ask your help desk.', fr: 'Poste 4000' } },
    ownNetworks: [{ network: '192.0.2.0/24', flows: 900 }],
  })
})

describe('refuses', () => {
  test('more gates than there are authenticators', () => {
    const policy = '[first-run.policy]\ngates = 2\nauthenticators = ["email"]'
    refuses('first-run.policy.gates', REAL + policy, /^2; at most 1/)
  })

  test.each([
    ['grace-days', 366, 'a whole number from 0 to 365'],
    ['grace-days', -1, 'a whole number from 0 to 365'],
    ['reconfirm-days', 731, 'a whole number from 0 to 730'],
  ])('%s = %d', (name, value, expected) => {
    const toml = `${REAL}[first-run.policy.enrolment]\n${name} = ${value}`
    refuses(`first-run.policy.enrolment.${name}`, toml, new RegExp(expected))
  })

  test.each(['https://192.0.2.7/', 'https://[2001:db8::7]/'])(
    'gates that only a passkey could give, at %s',
    (url) => {
      const policy = '[first-run.policy]\ngates = 2\nauthenticators = ["email", "passkey"]'
      const bare = REAL.replace('https://reset.example.org/', url)
      refuses('first-run.policy.gates', bare + policy, /^2; at most 1/)
      expect(load(REAL + policy)).toBeDefined()
    },
  )

  test('enrolment that is required where administrators could never do it', () => {
    const toml = `${REAL}[first-run.policy]\nauthenticators = ["totp"]\n[first-run.policy.enrolment]\nrequired = true`
    refuses('first-run.policy.enrolment.required', toml, /^true; false, or two kinds/)
  })

  test('addresses of the organisation that count, where none are named', () => {
    const toml = `${REAL}[first-run.policy]\nown-mail-counts = true`
    refuses('first-run.policy.own-mail-domains', toml, /^nothing; domains, since/)
  })

  test.each(['@corp.test', 'corp..test', 'corp test', '.corp.test', ''])(
    'a mail domain %j',
    (domain) => {
      const toml = `${REAL}[first-run.policy]\nown-mail-domains = ["${domain}"]`
      expect(Object.keys(mistakesOf(() => load(toml)))).toEqual([
        'first-run.policy.own-mail-domains[0]',
      ])
    },
  )

  const QUESTIONS = '[first-run.policy.questions]\n'

  test('more questions to answer than to register', () => {
    const policy = `${QUESTIONS}register = 3\nanswer = 4`
    refuses('first-run.policy.questions.answer', REAL + policy, /^4; at most 3/)
  })

  test('fewer questions than three', () => {
    const policy = `${QUESTIONS}answer = 2`
    refuses('first-run.policy.questions.answer', REAL + policy, /^2; a whole number from 3 to 5/)
  })

  test('security questions and nothing beside them', () => {
    const policy = '[first-run.policy]\nauthenticators = ["security-questions"]'
    refuses('first-run.policy.authenticators', REAL + policy, /another kind beside it/)
  })

  test('two questions of the organisation under one id', () => {
    const own =
      '[[first-run.policy.questions.own]]\nid = "room"\nen = "Which?"\nfr = "Laquelle ?"\n'
    refuses('first-run.policy.questions.own[1].id', REAL + own + own, /no other question has/)
  })
})
