import { join, resolve } from 'node:path'
import { AUTHENTICATOR_KINDS, type AuthenticatorKind } from '@latchkey/protocol'
import { parseEndpoint } from './endpoint.ts'
import { isTree, type Path, type Tree, valueAt, withValue } from './tree.ts'

const HTTP_PORT = 8080
const HTTPS_PORT = 8443

/** Fills in what follows from other keys; a trial needs nothing else. What somebody gave is never touched. */
export function withDerivedDefaults(tree: Tree, dev: boolean): Tree {
  const given = dev ? withTrialDefaults(tree) : tree
  const organisation = dev ? 'corp.test' : hostOf(textAt(given, ['http', 'public-url']))
  return filled(given, ['first-run', 'policy', 'organisation'], organisation)
}

function withTrialDefaults(tree: Tree): Tree {
  const dir = resolve(textAt(tree, ['data', 'dir']) ?? 'var')
  const port = parseEndpoint(textAt(tree, ['http', 'listen']) ?? '')?.port
  const defaults: [Path, unknown][] = [
    ...(port === undefined ? [[['http', 'port'], HTTP_PORT] satisfies [Path, unknown]] : []),
    [['https', 'port'], HTTPS_PORT],
    [['data', 'dir'], dir],
    [['trial', 'people'], 0],
    [['store', 'url'], `sqlite:${join(dir, 'latchkey.db')}`],
    [['keys', 'file'], join(dir, 'keys.json')],
    [['directory'], [{ name: 'corp', kind: 'embedded' }]],
  ]
  const complete = defaults.reduce((inside, [path, value]) => filled(inside, path, value), tree)
  const shown = port ?? valueAt(complete, ['http', 'port'])
  // A port that is none is one mistake, not two.
  const sound = typeof shown === 'number' && shown <= 65_535 ? shown : HTTP_PORT
  return filled(complete, ['http', 'public-url'], `http://localhost:${sound}`)
}

function filled(tree: Tree, path: Path, value: unknown): Tree {
  if (value === undefined || valueAt(tree, path) !== undefined) return tree
  const changed = withValue(tree, path, value)
  return isTree(changed) ? changed : tree
}

function textAt(tree: Tree, path: Path): string | undefined {
  const value = valueAt(tree, path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

function hostOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.hostname || 'unnamed'
}

/** What counts as a proof where nothing is said: all but the weakest. */
export const DEFAULT_KINDS: AuthenticatorKind[] = AUTHENTICATOR_KINDS.filter(
  (kind) => kind !== 'security-questions',
)
