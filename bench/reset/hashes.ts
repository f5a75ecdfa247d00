import { join } from 'node:path'
import { type Program, startProgram } from '../stage/program.ts'

const SERVER = join(import.meta.dirname, 'hashes.main.mjs')

export type Hashes = AsyncDisposable & {
  readonly program: Program
  /** The hashes of one reset and nothing else: one of the new password, and one for each that is remembered. */
  hashOnce(): Promise<void>
}

/** A process that does nothing but the hashes of resets, on as many threads as the server has. */
export async function startHashes(remembered: number): Promise<Hashes> {
  const waiting: (() => void)[] = []
  const program = await startProgram([SERVER], { REMEMBERED: String(remembered) }, () =>
    waiting.shift()?.(),
  )
  return {
    program,
    hashOnce: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        program.child.send('hash')
      }),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  }
}
