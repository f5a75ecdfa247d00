import { join } from 'node:path'
import { CLUSTER } from '../../packages/server/src/store/cluster.fixture.ts'
import { newDatabase, type OwnDatabase } from '../../packages/server/src/store/database.fixture.ts'
import { eventually } from './deadline.ts'
import {
  type Ended,
  newFolder,
  type Program,
  removeFolder,
  type Start,
  startProgram,
  untilReady,
} from './program.ts'

export type Message = {
  readonly channel: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly sentAt: string
}

/** A trial server of one test's own: the real bundle, a folder and ports that nobody else has. */
export type TrialServer = {
  readonly url: string
  readonly httpsUrl: string
  readonly dir: string
  readonly program: Program
  readonly invitation: string
  messages(): Promise<Message[]>
  stop(): Promise<Ended>
  kill(): Promise<Ended>
  [Symbol.asyncDispose](): Promise<void>
}

export type TrialStart = Start & { readonly dir?: string }

export const SEEDED_PASSWORD = 'Start-Passw0rd-1!'

/** The environment of a trial that disturbs no other. */
export function trialEnvironment(dir: string): Record<string, string> {
  return {
    LATCHKEY__DATA__DIR: dir,
    LATCHKEY__HTTP__PORT: '0',
    LATCHKEY__HTTPS__PORT: '0',
    LATCHKEY__OPS__LISTEN: '127.0.0.1:0',
  }
}

const TRIES = 3

/** Starts a trial and waits until it answers. A folder that is given is left behind when it stops. */
export async function startTrial(start: TrialStart = {}): Promise<TrialServer> {
  const home = start.dir === undefined ? newFolder() : undefined
  const dir = start.dir ?? join(home ?? '', 'var')
  const database = await ownDatabase(start)
  const env = { ...(database && { LATCHKEY__STORE__URL: database.url }), ...start.env }
  const program = await startOnFreePorts({ ...start, env }, dir)
  const greeting = await eventually('greeting', () =>
    /people {2,}alice/.test(program.stderr()) ? program.stderr() : undefined,
  )
  const url = await untilReady(program)
  const stop = () => program.kill('SIGTERM')
  return {
    url,
    httpsUrl: /https:\/\/localhost:\d+/.exec(greeting)?.[0] ?? '',
    invitation: /http\S+\/invitation\/\S+/.exec(greeting)?.[0] ?? '',
    dir,
    program,
    messages: () => messagesOf(url),
    stop,
    kill: () => program.kill('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      if (!program.hasEnded()) await stop()
      await database?.remove()
      if (home !== undefined) removeFolder(home)
    },
  }
}

// Where the layer has a PostgreSQL, each trial has a database there as it would have a file elsewhere.
async function ownDatabase({ env, dir }: TrialStart): Promise<OwnDatabase | undefined> {
  if (!CLUSTER || dir !== undefined || env?.LATCHKEY__STORE__URL !== undefined) return
  return await newDatabase(CLUSTER)
}

// A port that was free when the server looked may be another test's a moment later.
async function startOnFreePorts(start: TrialStart, dir: string): Promise<Program> {
  for (let tries = 1; ; tries += 1) {
    const env = { ...trialEnvironment(dir), ...start.env }
    const program = startProgram(['serve', '--dev'], { ...start, env })
    try {
      await untilReady(program)
      return program
    } catch (error) {
      if (tries === TRIES || !program.stderr().includes('is taken by another program')) throw error
    }
  }
}

/** What the outbox page of a trial holds, newest first. */
export async function messagesOf(url: string): Promise<Message[]> {
  const answer = await fetch(`${url}/dev/outbox`, { headers: { accept: 'application/json' } })
  // as: the outbox's own shape; a test that reads something else fails on its first look.
  return (await answer.json()) as Message[]
}
