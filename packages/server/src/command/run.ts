import type { Command } from './command.ts'
import { EXIT, type ExitCode, failureOf } from './exit.ts'
import { commandHelp, programHelp } from './help.ts'
import { printable } from './printable.ts'
import { COMMANDS } from './registry.ts'
import type { Surroundings } from './surroundings.ts'

/** Runs what was typed after the program's name. Never throws: what fails is said on standard error. */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  try {
    return await dispatch(args, surroundings)
  } catch (error) {
    const { exitCode, text } = failureOf(error)
    surroundings.err(`latchkey: ${printable(text)}\n`)
    return exitCode
  }
}

async function dispatch(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [first = '', ...rest] = args
  if (first === '--version') return say(surroundings, `latchkey ${surroundings.version}\n`)
  if (first === 'help' || first === '--help' || first === '-h') return help(rest, surroundings)
  const command = find(args)
  if (!command) return refuse(args, surroundings)
  const own = args.slice(command.name.split(' ').length)
  if (own.includes('--help') || own.includes('-h')) return say(surroundings, commandHelp(command))
  return await command.run(own, surroundings)
}

function find(words: readonly string[]): Command | undefined {
  return COMMANDS.find(({ name }) => name.split(' ').every((word, at) => words[at] === word))
}

function help(words: readonly string[], surroundings: Surroundings): ExitCode {
  const command = find(words)
  if (command) return say(surroundings, commandHelp(command))
  return words.length === 0 ? say(surroundings, programHelp()) : refuse(words, surroundings)
}

function say({ out }: Surroundings, text: string): ExitCode {
  out(text)
  return EXIT.done
}

function refuse(words: readonly string[], { err }: Surroundings): ExitCode {
  const typed = words
    .filter((word) => !word.startsWith('-'))
    .slice(0, 2)
    .join(' ')
  err(typed === '' ? '' : `latchkey: there is no command "${printable(typed)}"\n\n`)
  err(programHelp())
  return EXIT.usage
}
