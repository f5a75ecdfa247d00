import type { Mistake } from './mistakes.ts'
import { isTree, type Path, pathText, type Tree, valueAt } from './tree.ts'

/** What is wrong between keys. Looks at what was given, so that it finds its mistakes beside any others. */
export function crossCheck(tree: Tree, dev: boolean): Mistake[] {
  return [
    ...together(tree, ['http', 'certificate'], ['http', 'key']),
    ...together(tree, ['first-run', 'smtp', 'username'], ['first-run', 'smtp', 'password']),
    ...noAccessToFile(tree),
    ...noPasswordInTheClear(tree),
    ...enoughAuthenticators(tree),
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

// No flow takes two proofs of one kind, so nobody could ever finish.
function enoughAuthenticators(tree: Tree): Mistake[] {
  const gates = valueAt(tree, ['first-run', 'policy', 'gates']) ?? 1
  const kinds = valueAt(tree, ['first-run', 'policy', 'authenticators']) ?? ['email', 'totp']
  if (typeof gates !== 'number' || !Array.isArray(kinds)) return []
  const count = new Set(kinds).size
  if (gates <= count) return []
  const expected = `at most ${count}, as many as there are authenticators`
  return [{ key: 'first-run.policy.gates', found: String(gates), expected }]
}

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
