import { variableOf } from './environment.ts'
import { KEYS, type Key } from './keys.ts'

const HEAD = `# Configuration

This page is made from the schema in \`packages/server/src/config/schema.ts\`; \`npm run golden\` writes it anew.

The file is \`latchkey.toml\`: the one after \`--config\`, else the one that \`LATCHKEY_CONFIG\` names, else
\`latchkey.toml\` in the current folder, else \`/etc/latchkey/latchkey.toml\`. A trial (\`--dev\`) needs none. Every
key also has a name in the environment, and the environment wins: two underscores separate levels, one stands
for a hyphen. There, a list is written with commas (\`10.0.0.1,10.0.0.2\`) or as in TOML, and \`N\` is the
position in a list of tables, from 0.

All mistakes are reported at once, with their keys, and the program ends with code 78. A key that does not
exist is a mistake, in the file and in the environment. \`latchkey config check\` only checks;
\`latchkey config show\` prints the values in force.

**Secrets** are never written in the file: \`"file:/run/secrets/smtp"\` reads a file, which others must not be
able to read, and \`"env:SMTP_PASSWORD"\` a variable. Only a trial takes a literal one.

**Trial** keys are refused unless \`dev = true\`, and \`dev = true\` is refused on anything but loopback addresses.
`

const NOTES: Readonly<Record<string, string>> = {
  'first-run.smtp':
    'Read once, when the store is made. From then on the store has it, and administrators change it there.',
  'first-run.sms':
    'Text messages, read once like `[first-run.smtp]`. Without this table nobody gets any, and `sms` is no way back in.',
  'first-run.sms.gateway':
    'The first gateway is asked first, the next where it gave no yes within ten seconds. At most three. Redirects are not followed, and of an answer 64 KiB are read.',
  'first-run.policy': 'Read once, like `[first-run.smtp]`.',
  directory:
    'Where people are: one table for each directory. A directory over LDAP takes all keys; an embedded one has only `name` and `kind`.',
}

/** The reference page of the configuration, in Markdown. */
export function configurationPage(): string {
  const tables = Map.groupBy(KEYS, (key) => tableOf(key))
  const sections = [...tables].map(([table, keys]) =>
    [...headingOf(table, keys), ...keys.map(describe)].join('\n\n'),
  )
  return `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`
}

function tableOf(key: Key): string {
  return key.path
    .slice(0, -1)
    .filter((part) => part !== '*')
    .join('.')
}

function headingOf(table: string, keys: readonly Key[]): string[] {
  if (table === '') return ['## At the top']
  const isList = keys.some((key) => key.path.at(-2) === '*')
  const note = NOTES[table]
  return [`## \`${isList ? `[[${table}]]` : `[${table}]`}\``, ...(note === undefined ? [] : [note])]
}

function describe(key: Key): string {
  const trial = key.isForTrials ? ' Only in a trial.' : ''
  return [
    `### \`${key.path.at(-1)}\``,
    '',
    `${key.description}${trial}`,
    '',
    `* Type: ${typeOf(key)}`,
    `* Default: ${defaultOf(key)}`,
    `* Environment: \`${variableOf(key)}\``,
  ].join('\n')
}

function typeOf(key: Key): string {
  if (key.isSecret) return `secret, ${key.expected}`
  const type = { text: 'text', number: 'whole number', flag: 'true or false', list: 'list' }[
    key.type
  ]
  return type === key.expected ? type : `${type}, ${key.expected}`
}

function defaultOf(key: Key): string {
  return key.default === undefined ? (key.absent ?? 'none') : `\`${JSON.stringify(key.default)}\``
}
