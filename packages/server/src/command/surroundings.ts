import type { Instant } from '@latchkey/protocol'
import type { Config } from '../config/config.ts'
import type { Environment } from '../config/reference.ts'
import type { Application } from './application.ts'
import type { ExitCode } from './exit.ts'

/** The world outside a command. */
export type Surroundings = {
  readonly env: Environment
  readonly version: string
  readonly now: () => Instant
  /** Writes to standard output; line breaks are the caller's. */
  readonly out: (text: string) => void
  /** Writes to standard error. */
  readonly err: (text: string) => void
  readonly openApplication: (
    config: Config,
    how: { readonly migrate: boolean },
  ) => Promise<Application>
  /** Serves until told to stop. */
  readonly serve: (config: Config) => Promise<ExitCode>
}
