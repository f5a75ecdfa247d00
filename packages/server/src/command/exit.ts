import { DirectoryUnavailable } from '@latchkey/directory'
import { ConfigMistakes } from '../config/mistakes.ts'
import { describeError } from '../log.ts'
import { DataDirectoryRefused } from '../store/hold.ts'
import { KeyRingRefused } from '../store/key-ring-file.ts'
import { StoreRefused, StoreUnavailable } from '../store/store-fault.ts'

/** How a command ends, in the numbers of BSD's sysexits. */
export const EXIT = {
  done: 0,
  usage: 64,
  badInput: 65,
  unavailable: 69,
  bug: 70,
  refused: 77,
  config: 78,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a sentence for whoever typed it, and a code for their script. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, sentence: string) {
    super(sentence)
    this.exitCode = exitCode
  }
}

export type Failure = { readonly exitCode: ExitCode; readonly text: string }

const REFUSALS = [StoreRefused, KeyRingRefused, DataDirectoryRefused]

/** What a thrown error means for whoever typed the command. Only sentences of our own are shown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommandRefused) return { exitCode: error.exitCode, text: error.message }
  if (error instanceof ConfigMistakes) return { exitCode: EXIT.config, text: error.message }
  if (error instanceof StoreUnavailable) return { exitCode: EXIT.unavailable, text: error.message }
  if (error instanceof DirectoryUnavailable)
    return { exitCode: EXIT.unavailable, text: 'The directory cannot be reached.' }
  if (REFUSALS.some((kind) => error instanceof kind) && error instanceof Error)
    return { exitCode: EXIT.refused, text: error.message }
  // A message that we did not write may quote a password.
  return {
    exitCode: EXIT.bug,
    text: `unexpected: ${JSON.stringify(describeError(error), null, 2)}`,
  }
}
