import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { z } from 'zod'
import { crossCheck } from './cross-checks.ts'
import { withDerivedDefaults } from './defaults.ts'
import { debugMistakes, overrideByEnvironment } from './environment.ts'
import { findConfigFile, readToml } from './file.ts'
import { foundAt } from './found.ts'
import { findKey, namesIn } from './keys.ts'
import { ConfigMistakes, type Mistake } from './mistakes.ts'
import { type Environment, followReferences } from './reference.ts'
import { type Settings, settingsSchema } from './schema.ts'
import { pathText, type Tree } from './tree.ts'

export type ConfigRequest = {
  /** As given by `--config`. */
  readonly file?: string | undefined
  readonly env: Environment
  /** As given by `--dev`; the key `dev` says the same. */
  readonly dev?: boolean | undefined
}

export type Reading = {
  readonly settings: Settings
  readonly file: string | undefined
  /** What was given, before any default. */
  readonly given: Tree
  /** Which variable of the environment gave the value at a path. */
  readonly variables: ReadonlyMap<string, string>
}

/** File, then environment, then defaults, then checks. Throws `ConfigMistakes` with all of them. */
export function readSettings(request: ConfigRequest): Reading {
  const file = findConfigFile(request)
  const fromFile = file === undefined ? {} : readToml(file)
  const { tree, variables, mistakes } = overrideByEnvironment(fromFile, request.env)
  const dev = request.dev === true || tree.dev === true
  const given = dev ? { ...tree, dev } : tree
  const complete = withDerivedDefaults(given, dev)
  const schema = settingsSchema({ dev, follow: followReferences(request.env, dev) })
  const result = schema.safeParse(complete)
  const all = [
    ...mistakes,
    ...(result.error?.issues ?? []).flatMap((issue) => toMistakes(issue, complete)),
    ...crossCheck(given, dev),
    ...debugMistakes(request.env),
    ...(result.data ? keyFitsCertificate(result.data) : []),
  ]
  if (!result.data || all.length > 0)
    throw new ConfigMistakes(firstOfEachKey(all).map(sourced(variables)))
  return { settings: result.data, file, given, variables }
}

// A value of a wrong shape is often wrong beside its neighbours too: one sentence is enough.
function firstOfEachKey(mistakes: readonly Mistake[]): Mistake[] {
  return mistakes.filter(({ key }, at) => mistakes.findIndex((other) => other.key === key) === at)
}

function toMistakes(issue: z.core.$ZodIssue, tree: Tree): Mistake[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => strayKey(issue.path, name))
  const { path } = issue
  return [{ key: pathText(path), found: foundAt(tree, path), expected: expectedAt(issue) }]
}

function strayKey(path: readonly PropertyKey[], name: string): Mistake {
  const key = pathText([...path, name])
  return findKey([...path, name])
    ? { key, found: 'a key of another kind', expected: 'none of this name here' }
    : {
        key,
        found: 'a key that does not exist',
        expected: `one of ${namesIn(path).join(', ')}`,
      }
}

function expectedAt(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message
  const known = findKey(issue.path)?.expected
  if (known !== undefined) return known
  return issue.path.join('.') === 'directory' ? 'at least one table [[directory]]' : 'a table'
}

// Found here rather than at the first handshake, which only a visitor would see.
function keyFitsCertificate({ http: { certificate, key } }: Settings): Mistake[] {
  if (!certificate || !key) return []
  const fits = certificate.value.use((pem) =>
    key.value.use((keyPem) => new X509Certificate(pem).checkPrivateKey(createPrivateKey(keyPem))),
  )
  return fits
    ? []
    : [{ key: 'http.key', found: key.from, expected: 'the private key of http.certificate' }]
}

function sourced(variables: ReadonlyMap<string, string>): (mistake: Mistake) => Mistake {
  return (mistake) => {
    const variable = variables.get(mistake.key)
    return variable === undefined ? mistake : { ...mistake, key: `${mistake.key} (${variable})` }
  }
}
