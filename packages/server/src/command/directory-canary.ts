import type { CanaryFlight } from '../app/fly-canary.ts'
import { defineCommand } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { printable } from './printable.ts'

export const directoryCanary = defineCommand({
  name: 'directory canary',
  summary: 'Really resets the test account of each directory that names one, and signs in with it.',
  run: async (_input, { withApplication, out }) => {
    const flights = await withApplication((application) => application.flyCanaries())
    if (flights.length === 0)
      throw new CommandRefused(EXIT.badInput, 'no directory names a test account (key `canary`)')
    for (const flight of flights) out(reportOn(flight))
    return flights.some(({ fell }) => fell) ? EXIT.unavailable : EXIT.done
  },
})

function reportOn({ directory, account, passed, fell }: CanaryFlight): string {
  const lines = [
    `${directory}: ${printable(account)}`,
    ...passed.map(({ stage, ms }) => `  ${stage.padEnd(8)} ok     ${ms} ms`),
    ...(fell ? [`  ${fell.stage.padEnd(8)} WRONG  ${printable(fell.why)}`] : []),
  ]
  return `${lines.join('\n')}\n`
}
