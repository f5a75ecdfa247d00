import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createCaller } from '../stage/caller.ts'
import { type Program, startProgram } from '../stage/program.ts'

const SERVER = join(import.meta.dirname, '..', 'peers', 'better-auth.mjs')

export type Peer = AsyncDisposable & {
  readonly program: Program
  /** A whole reset of the nth person: asked for, and the new password set with the token that a mail would hold. */
  reset(person: number, password: string): Promise<void>
}

type Said = { readonly port?: number; readonly mail?: string; readonly token?: string }

/** Starts better-auth with so many people in a store of its own. */
export async function startPeer(folder: string, people: number): Promise<Peer> {
  mkdirSync(folder, { recursive: true })
  const waiting = new Map<string, (token: string) => void>()
  const heard = { port: 0 }
  const program = await startProgram(
    [SERVER],
    {
      PEER_FOLDER: folder,
      PEER_PEOPLE: String(people),
      NODE_ENV: 'production',
    },
    (said) => {
      // as: the peer says nothing else.
      const { port, mail, token } = said as Said
      if (port !== undefined) heard.port = port
      if (mail !== undefined && token !== undefined) waiting.get(mail)?.(token)
    },
  )
  const caller = createCaller(heard.port)
  const post = async (path: string, body: unknown) => {
    const headers = { origin: 'http://127.0.0.1' }
    const { status, text } = await caller.call('POST', `/api/auth${path}`, { body, headers })
    if (status !== 200) throw new Error(`better-auth: ${path} ${status} ${text}`)
  }
  return {
    program,
    reset: async (person, newPassword) => {
      const email = `owner-${person}@corp.test`
      const mailed = new Promise<string>((resolve) => waiting.set(email, resolve))
      await post('/request-password-reset', { email })
      await post('/reset-password', { newPassword, token: await mailed })
      waiting.delete(email)
    },
    [Symbol.asyncDispose]: async () => {
      caller.close()
      await program[Symbol.asyncDispose]()
    },
  }
}
