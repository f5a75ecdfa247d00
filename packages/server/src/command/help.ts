import type { Command } from './command.ts'
import { COMMANDS } from './registry.ts'
import { alignedLines } from './table.ts'

const OPTIONS = alignedLines([
  [
    '  --config FILE',
    'the configuration, in place of latchkey.toml or /etc/latchkey/latchkey.toml',
  ],
  ['  --dev', 'a trial: needs no configuration, and listens on this computer only'],
])

/** The list of all commands. */
export function programHelp(): string {
  const commands = alignedLines(
    COMMANDS.map(({ name, operands, summary }) => [`  ${name} ${operands}`.trimEnd(), summary]),
  )
  return `usage: latchkey COMMAND [OPTIONS]

commands
${commands}

options of every command
${OPTIONS}

latchkey help COMMAND tells of one command, latchkey --version of the program.
`
}

/** How one command is used. */
export function commandHelp({ name, operands, options, summary, details }: Command): string {
  const usage = [name, operands, options, '[--config FILE] [--dev]'].filter((part) => part !== '')
  const parts = [`usage: latchkey ${usage.join(' ')}`, summary, details, OPTIONS]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}
