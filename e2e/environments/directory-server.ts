import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, type Program, removeFolder, startProgram, untilReady } from './program.ts'
import { type Message, messagesOf, trialEnvironment } from './server.ts'

/** A trial of the real bundle whose people are in somebody else's directory. */
export type DirectoryServer = {
  readonly url: string
  readonly program: Program
  readonly configFile: string
  /** The environment of commands that are to run beside it. */
  readonly env: Readonly<Record<string, string>>
  messages(): Promise<Message[]>
  [Symbol.asyncDispose](): Promise<void>
}

/** One table `[[directory]]` in TOML, with a literal password as a trial may. */
export type DirectoryTable = {
  readonly name?: string
  readonly kind: 'active-directory' | 'openldap'
  readonly servers: readonly string[]
  readonly base: string
  readonly searchBases: readonly string[]
  readonly bindDn: string
  readonly bindPassword: string
  readonly ca: string
  readonly more?: string
}

/** Starts a server on these directories that trusts the addresses they have of people. */
export async function startOnDirectories(
  tables: readonly DirectoryTable[],
  policy = '',
): Promise<DirectoryServer> {
  const home = newFolder()
  const configFile = join(home, 'latchkey.toml')
  const directories = tables.map((table, index) => tomlOf(home, table, index))
  const lines = [
    'dev = true',
    ...directories,
    '[first-run.policy]',
    'directory-addresses = "trust"',
    // One gate for everybody: e-mail is all that these people have.
    'administrator-groups = ["reset-administrators"]',
    policy,
  ]
  writeFileSync(configFile, lines.join('\n'))
  const env = trialEnvironment(join(home, 'var'))
  const program = startProgram(['serve', '--config', configFile], { env })
  try {
    const url = await untilReady(program)
    return {
      url,
      program,
      configFile,
      env,
      messages: () => messagesOf(url),
      [Symbol.asyncDispose]: async () => {
        if (!program.hasEnded()) await program.kill('SIGTERM')
        removeFolder(home)
      },
    }
  } catch (error) {
    await program.kill('SIGKILL')
    removeFolder(home)
    throw error
  }
}

function tomlOf(home: string, table: DirectoryTable, index: number): string {
  const ca = join(home, `ca-${index}.pem`)
  writeFileSync(ca, table.ca)
  const text = JSON.stringify
  return [
    '[[directory]]',
    `name = ${text(table.name ?? 'corp')}`,
    `kind = ${text(table.kind)}`,
    `servers = ${text(table.servers)}`,
    `base = ${text(table.base)}`,
    `search-bases = ${text(table.searchBases)}`,
    `bind-dn = ${text(table.bindDn)}`,
    `bind-password = ${text(table.bindPassword)}`,
    `ca = ${text(`file:${ca}`)}`,
    table.more ?? '',
  ].join('\n')
}
