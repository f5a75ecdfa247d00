import type { Config } from '../config/config.ts'
import type { Environment } from '../config/reference.ts'
import type { Application } from './application.ts'
import type { EXIT } from './exit.ts'
import { runCommandLine } from './run.ts'

const unexpected = () => Promise.reject(new Error('the test did not expect this call'))

const NOTHING_EXPECTED: Application = {
  migrate: unexpected,
  startupChecks: unexpected,
  listAudit: unexpected,
  importPeople: unexpected,
  showPerson: unexpected,
  unlockPerson: unexpected,
  freezePerson: unexpected,
  unfreezePerson: unexpected,
  issueEnrolmentLink: unexpected,
  issuePass: unexpected,
  revokePass: unexpected,
  inviteAdministrator: unexpected,
  listMachines: unexpected,
  decideOnMachine: unexpected,
  issueMachineCode: unexpected,
  inspectDirectories: unexpected,
  flyCanaries: unexpected,
  seed: unexpected,
  rotateKeys: unexpected,
  close: unexpected,
}

export const NOW = Date.UTC(2030, 0, 31, 12)

type Outside = {
  readonly application?: Partial<Application>
  readonly env?: Environment
  readonly serve?: (config: Config) => Promise<typeof EXIT.done>
  readonly openFailure?: Error
}

/** Runs a command line in a world of the test's own, and gives back what came out. */
export async function type(line: readonly string[], outside: Outside = {}) {
  const output = { out: '', err: '', opened: 0, closed: 0, mayMigrate: [] as boolean[] }
  const application: Application = {
    ...NOTHING_EXPECTED,
    close: async () => {
      output.closed += 1
    },
    ...outside.application,
  }
  const exitCode = await runCommandLine(line, {
    env: outside.env ?? {},
    version: '1.2.3',
    now: () => NOW,
    out: (text) => {
      output.out += text
    },
    err: (text) => {
      output.err += text
    },
    openApplication: async (_config, { migrate }) => {
      if (outside.openFailure) throw outside.openFailure
      output.opened += 1
      output.mayMigrate.push(migrate)
      return application
    },
    serve: outside.serve ?? unexpected,
  })
  return { exitCode, ...output }
}
