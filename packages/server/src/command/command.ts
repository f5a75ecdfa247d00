import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { type Config, loadConfig } from '../config/config.ts'
import type { ConfigRequest } from '../config/settings.ts'
import type { Application } from './application.ts'
import { CommandRefused, EXIT, type ExitCode } from './exit.ts'
import type { Surroundings } from './surroundings.ts'

export type Command = {
  /** One word or two: `audit list`. */
  readonly name: string
  readonly summary: string
  /** What follows the name, as help shows it. */
  readonly operands: string
  readonly options: string
  /** What help of this command alone adds. */
  readonly details: string
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<ExitCode>
}

type OptionsOf<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O & typeof COMMON; allowPositionals: true }>
>['values']

export type Input<O extends ParseArgsOptionsConfig> = {
  readonly options: OptionsOf<O>
  /** As many as the command asks for. */
  readonly operands: readonly string[]
}

type Spec<O extends ParseArgsOptionsConfig> = {
  readonly name: string
  readonly summary: string
  readonly options?: O
  /** How help shows the options. */
  readonly optionUsage?: string
  readonly details?: string
  readonly operands?: readonly string[]
  readonly run: (input: Input<O>, context: Context) => Promise<ExitCode>
}

/** What a command works with: the world outside, the configuration, the application. */
export type Context = Surroundings & {
  readonly request: ConfigRequest
  readonly config: () => Config
  /** Opens the application for as long as `work` takes. */
  readonly withApplication: <T>(work: (application: Application) => Promise<T>) => Promise<T>
}

const COMMON = {
  config: { type: 'string' },
  dev: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig

type CommonOptions = { readonly config?: string | undefined; readonly dev?: boolean | undefined }

/** A command whose options are typed inside and forgotten outside. */
export function defineCommand<const O extends ParseArgsOptionsConfig>(spec: Spec<O>): Command {
  const { name, summary, operands = [], optionUsage = '', details = '' } = spec
  return {
    name,
    summary,
    operands: operands.join(' '),
    options: optionUsage,
    details,
    run: async (args, surroundings) => {
      const input = readInput(spec, args)
      return await spec.run(input, contextFor(surroundings, input.options))
    },
  }
}

function readInput<O extends ParseArgsOptionsConfig>(
  { name, options, operands = [] }: Spec<O>,
  args: readonly string[],
): Input<O> {
  const parsed = parsedOrRefused(name, () =>
    parseArgs({ args: [...args], options: { ...COMMON, ...options }, allowPositionals: true }),
  )
  if (parsed.positionals.length !== operands.length)
    throw misused(
      name,
      operands.length === 0 ? 'it takes no operand' : `it takes ${operands.join(' ')}`,
    )
  // as: a spread of generic options loses their types, which are those of the spec.
  return { options: parsed.values as OptionsOf<O>, operands: parsed.positionals }
}

function parsedOrRefused<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof TypeError) throw misused(name, error.message.split('. ')[0] ?? '')
    throw error
  }
}

/** Says what is wrong with what was typed after a command, and where to read more. */
export function misused(name: string, what: string): CommandRefused {
  return new CommandRefused(EXIT.usage, `${name}: ${what}; see latchkey help ${name}`)
}

function contextFor(surroundings: Surroundings, { config: file, dev }: CommonOptions): Context {
  const request = { file, dev, env: surroundings.env }
  const config = () => loadConfig(request)
  return {
    ...surroundings,
    request,
    config,
    withApplication: async (work) => {
      const application = await surroundings.openApplication(config(), { migrate: false })
      try {
        return await work(application)
      } finally {
        await application.close()
      }
    },
  }
}
