import { join } from 'node:path'
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

/** Starts a trial and waits until it answers. A folder that is given is left behind when it stops. */
export async function startTrial(start: TrialStart = {}): Promise<TrialServer> {
  const home = start.dir === undefined ? newFolder() : undefined
  const dir = start.dir ?? join(home ?? '', 'var')
  const program = startProgram(['serve', '--dev'], {
    ...start,
    env: { ...trialEnvironment(dir), ...start.env },
  })
  const url = await untilReady(program)
  const greeting = await eventually('greeting', () =>
    /people {2,}alice/.test(program.stderr()) ? program.stderr() : undefined,
  )
  const stop = () => program.kill('SIGTERM')
  return {
    url,
    httpsUrl: /https:\/\/localhost:\d+/.exec(greeting)?.[0] ?? '',
    invitation: /http\S+\/invitation\/\S+/.exec(greeting)?.[0] ?? '',
    dir,
    program,
    messages: async () => {
      const answer = await fetch(`${url}/dev/outbox`, { headers: { accept: 'application/json' } })
      // as: the outbox's own shape; a test that reads something else fails on its first look.
      return (await answer.json()) as Message[]
    },
    stop,
    kill: () => program.kill('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      if (!program.hasEnded()) await stop()
      if (home !== undefined) removeFolder(home)
    },
  }
}
