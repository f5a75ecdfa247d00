import type { Finding } from '@latchkey/directory'
import type { InspectedDirectory } from './application.ts'
import { defineCommand } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { printable } from './printable.ts'
import { alignedLines } from './table.ts'

const MARK = { ok: 'ok', warning: 'look', fault: 'WRONG' } as const satisfies Record<
  Finding['state'],
  string
>

export const directoryCheck = defineCommand({
  name: 'directory check',
  summary: 'Connects to each directory and says what works, what is missing and what is too much.',
  optionUsage: '[--name DIRECTORY] [--grants]',
  details:
    'With --grants it also prints the commands that give the service account the least rights it needs.',
  options: { name: { type: 'string' }, grants: { type: 'boolean' } },
  run: async ({ options: { name, grants } }, { withApplication, out }) => {
    const inspected = await withApplication((application) => application.inspectDirectories(name))
    if (inspected.length === 0)
      throw new CommandRefused(
        EXIT.badInput,
        name === undefined
          ? 'no directory over LDAP is configured'
          : `there is no directory over LDAP named ${name}`,
      )
    for (const one of inspected) out(reportOn(one, grants === true))
    const isWrong = inspected.some(({ findings }) =>
      findings.some(({ state }) => state === 'fault'),
    )
    return isWrong ? EXIT.unavailable : EXIT.done
  },
})

function reportOn({ name, findings, grants }: InspectedDirectory, withGrants: boolean): string {
  const rows = findings.map(({ state, about, says }) => [MARK[state], about, printable(says)])
  const commands = withGrants ? grants.flatMap(grantLines) : []
  return `${[`directory ${name}`, alignedLines(rows), ...commands].join('\n')}\n\n`
}

function grantLines({ tool, lines }: InspectedDirectory['grants'][number]): string[] {
  return ['', `# ${tool}`, ...lines]
}
