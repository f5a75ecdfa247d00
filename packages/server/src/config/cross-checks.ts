import { ENROLLED_BY_ONESELF, POLICY_DEFAULTS } from '@latchkey/core'
import { AUTHENTICATOR_KINDS } from '@latchkey/protocol'
import { mayHavePasskeys, relyingPartyOf } from '../authenticator/relying-party.ts'
import { DEFAULT_KINDS } from './defaults.ts'
import type { Mistake } from './mistakes.ts'
import { isTree, type Path, pathText, type Tree, valueAt } from './tree.ts'

/** What is wrong between keys. Looks at what was given, so that it finds its mistakes beside any others. */
export function crossCheck(tree: Tree, dev: boolean): Mistake[] {
  return [
    ...together(tree, ['http', 'certificate'], ['http', 'key']),
    ...together(tree, ['first-run', 'smtp', 'username'], ['first-run', 'smtp', 'password']),
    ...noAccessToFile(tree),
    ...noPasswordInTheClear(tree),
    ...someoneToText(tree),
    ...accountsAtGateways(tree),
    ...enoughAuthenticators(tree, dev),
    ...enoughQuestions(tree),
    ...enrolmentPossible(tree, dev),
    ...ownMailNamed(tree),
    ...directoriesApart(tree),
    ...(dev ? trialOnly(tree) : realOnly(tree)),
  ]
}

const has = (tree: Tree, path: Path) => valueAt(tree, path) !== undefined

function together(tree: Tree, one: Path, other: Path): Mistake[] {
  if (has(tree, one) === has(tree, other)) return []
  const [given, missing] = has(tree, one) ? [one, other] : [other, one]
  return [missingKey(missing, `a value, since ${pathText(given)} has one`)]
}

function missingKey(path: Path, expected: string): Mistake {
  return { key: pathText(path), found: 'nothing', expected }
}

// Whoever wrote them believes that they protect something.
function noAccessToFile(tree: Tree): Mistake[] {
  const url = valueAt(tree, ['store', 'url'])
  if (typeof url === 'string' && !url.startsWith('sqlite:')) return []
  return ['password', 'ca', 'connections']
    .filter((name) => has(tree, ['store', name]))
    .map((name) => tooMuch(`store.${name}`, 'nothing: store.url is a file'))
}

function noPasswordInTheClear(tree: Tree): Mistake[] {
  if (valueAt(tree, ['first-run', 'smtp', 'security']) !== 'none') return []
  if (!has(tree, ['first-run', 'smtp', 'password'])) return []
  const expected = '"starttls" or "tls", since a password is sent'
  return [{ key: 'first-run.smtp.security', found: '"none"', expected }]
}

// A gateway that may write to nobody is a mistake that would show when the first person waits for a code.
function someoneToText(tree: Tree): Mistake[] {
  const sms = valueAt(tree, ['first-run', 'sms'])
  if (!isTree(sms) || sms.others === 'allow' || sms['home-country'] !== undefined) return []
  const rules = Array.isArray(sms.country) ? sms.country.filter(isTree) : []
  if (rules.some(({ rule }) => rule !== 'refuse')) return []
  return [missingKey(['first-run', 'sms', 'home-country'], 'a country, or a rule that allows one')]
}

function accountsAtGateways(tree: Tree): Mistake[] {
  const list = valueAt(tree, ['first-run', 'sms', 'gateway'])
  const gateways = Array.isArray(list) ? list.filter(isTree) : []
  return gateways.flatMap(({ username, password }, at) =>
    username === undefined || password !== undefined
      ? []
      : [
          missingKey(
            ['first-run', 'sms', 'gateway', at, 'password'],
            'a value, since the gateway has a username',
          ),
        ],
  )
}

// No flow takes two proofs of one kind, so nobody could ever finish.
function enoughAuthenticators(tree: Tree, dev: boolean): Mistake[] {
  const gates = valueAt(tree, ['first-run', 'policy', 'gates']) ?? 1
  const kinds = valueAt(tree, ['first-run', 'policy', 'authenticators']) ?? DEFAULT_KINDS
  if (typeof gates !== 'number' || !Array.isArray(kinds)) return []
  const count = new Set(kinds.filter((kind) => canWork(tree, dev, kind))).size
  if (count === 0 && kinds.length > 0 && kinds.every((kind) => kind === 'sms'))
    return [missingKey(['first-run', 'sms'], 'a gateway, since sms is the only authenticator')]
  if (gates <= count) return []
  const expected = `at most ${count}, as many as there are authenticators that work here`
  return [{ key: 'first-run.policy.gates', found: String(gates), expected }]
}

function canWork(tree: Tree, dev: boolean, kind: unknown): boolean {
  // A trial has its outbox page; elsewhere nobody gets a text message before there is a gateway.
  if (kind === 'sms') return dev || has(tree, ['first-run', 'sms'])
  return kind !== 'passkey' || hasName(valueAt(tree, ['http', 'public-url']))
}

function hasName(publicUrl: unknown): boolean {
  if (typeof publicUrl !== 'string' || !URL.canParse(publicUrl)) return true
  return mayHavePasskeys(relyingPartyOf(publicUrl))
}

// Administrators give two proofs at least: with one kind to enrol their page would stay shut for ever.
function enrolmentPossible(tree: Tree, dev: boolean): Mistake[] {
  const policy: Path = ['first-run', 'policy']
  if (valueAt(tree, [...policy, 'enrolment', 'required']) !== true) return []
  const kinds = valueAt(tree, [...policy, 'authenticators']) ?? DEFAULT_KINDS
  if (!Array.isArray(kinds)) return []
  const enrolled = AUTHENTICATOR_KINDS.filter(
    (kind) =>
      kinds.includes(kind) &&
      ENROLLED_BY_ONESELF[kind] &&
      !isQuestions(kind) &&
      canWork(tree, dev, kind),
  )
  if (enrolled.length >= 2) return []
  const expected =
    'false, or two kinds in first-run.policy.authenticators that people can register by themselves'
  return [{ key: 'first-run.policy.enrolment.required', found: 'true', expected }]
}

// Without a domain it would say nothing, where somebody thinks that it does.
function ownMailNamed(tree: Tree): Mistake[] {
  if (valueAt(tree, ['first-run', 'policy', 'own-mail-counts']) !== true) return []
  const domains = valueAt(tree, ['first-run', 'policy', 'own-mail-domains'])
  return Array.isArray(domains) && domains.length > 0
    ? []
    : [
        missingKey(
          ['first-run', 'policy', 'own-mail-domains'],
          'domains, since own-mail-counts has a value',
        ),
      ]
}

// Nobody could answer more questions than they register; and a person's questions are not shown to strangers.
function enoughQuestions(tree: Tree): Mistake[] {
  const of = (key: string) => valueAt(tree, [...QUESTIONS, key])
  const { questions } = POLICY_DEFAULTS
  const [register, answer] = [
    of('register') ?? questions.register,
    of('answer') ?? questions.answer,
  ]
  const kinds = valueAt(tree, ['first-run', 'policy', 'authenticators'])
  const isTooMany = typeof register === 'number' && typeof answer === 'number' && answer > register
  const isAlone = Array.isArray(kinds) && kinds.length > 0 && kinds.every(isQuestions)
  return [
    ...(isTooMany ? [tooManyAsked(answer, register)] : []),
    ...(isAlone ? [QUESTIONS_ALONE] : []),
    ...sameOwnQuestions(of('own')),
  ]
}

const QUESTIONS = ['first-run', 'policy', 'questions'] as const

const QUESTIONS_ALONE: Mistake = {
  key: 'first-run.policy.authenticators',
  found: 'only "security-questions"',
  expected: 'another kind beside it, since questions are shown to nobody who proved nothing',
}

function tooManyAsked(answer: number, register: number): Mistake {
  const expected = `at most ${register}, as many as are registered`
  return { key: 'first-run.policy.questions.answer', found: String(answer), expected }
}

// Answers are kept by the id of their question.
function sameOwnQuestions(own: unknown): Mistake[] {
  const ids = Array.isArray(own) ? own.map((one) => (isTree(one) ? one.id : undefined)) : []
  return ids.flatMap((id, at) =>
    id === undefined || ids.indexOf(id) === at
      ? []
      : [
          {
            key: pathText([...QUESTIONS, 'own', at, 'id']),
            found: JSON.stringify(id),
            expected: 'an id that no other question has',
          },
        ],
  )
}

const isQuestions = (kind: unknown) => kind === 'security-questions'

// Two of one name would share their people; the store holds the people of one embedded directory.
function directoriesApart(tree: Tree): Mistake[] {
  const given = valueAt(tree, ['directory'])
  const list = Array.isArray(given) ? given.filter(isTree) : []
  const isFirst = (key: string, at: number) =>
    list.findIndex((one) => one[key] === list[at]?.[key]) === at
  return list.flatMap(({ name, kind, ...rest }, at) => [
    ...(isFirst('name', at) || name === undefined
      ? []
      : [apart(at, 'name', name, 'a name that no other directory has')]),
    ...(isFirst('kind', at) || kind !== 'embedded'
      ? []
      : [apart(at, 'kind', kind, 'another kind: there can be one embedded directory')]),
    ...discoverable(at, rest),
  ])
}

function discoverable(at: number, { base, servers, ca }: Tree): Mistake[] {
  if (servers !== undefined || typeof base !== 'string') return []
  if (!/(^|,)\s*dc=/i.test(base))
    return [missingKey(['directory', at, 'servers'], 'servers: `base` names no domain for DNS')]
  // Whoever answers for DNS names the servers: a certificate of any public authority would let them be one.
  return ca === undefined
    ? [missingKey(['directory', at, 'ca'], 'the authority of its servers, since DNS names them')]
    : []
}

function apart(at: number, key: string, found: unknown, expected: string): Mistake {
  return { key: pathText(['directory', at, key]), found: JSON.stringify(found), expected }
}

function trialOnly(tree: Tree): Mistake[] {
  const both = has(tree, ['http', 'listen']) && has(tree, ['http', 'port'])
  return [
    ...(both ? [tooMuch('http.port', 'only one of http.listen and http.port')] : []),
    ...(has(tree, ['http', 'certificate'])
      ? [tooMuch('http.certificate', 'nothing: a trial makes its own')]
      : []),
  ]
}

function tooMuch(key: string, expected: string): Mistake {
  return { key, found: 'a value', expected }
}

function realOnly(tree: Tree): Mistake[] {
  const proxies = valueAt(tree, ['http', 'trusted-proxies'])
  const behindProxy = Array.isArray(proxies) && proxies.length > 0
  return [
    ...(has(tree, ['http', 'listen'])
      ? []
      : [missingKey(['http', 'listen'], 'an address with a port, such as "0.0.0.0:443"')]),
    // Passwords would cross the network in the clear, or every caller would have the proxy's address.
    ...(behindProxy || has(tree, ['http', 'certificate']) || has(tree, ['http', 'key'])
      ? []
      : [
          missingKey(
            ['http', 'certificate'],
            'a certificate, or trusted-proxies to name the proxy that speaks TLS',
          ),
        ]),
  ]
}
