import { defineCommand, misused } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'

const NAME = 'seed'

export const seed = defineCommand({
  name: NAME,
  summary: 'Adds made-up people to a trial.',
  optionUsage: '--people N',
  options: { people: { type: 'string' } },
  run: async ({ options: { people = '' } }, { config, withApplication, out }) => {
    if (!/^[1-9]\d{0,6}$/.test(people)) throw misused(NAME, '--people takes a whole number above 0')
    // Everybody knows the password of a seeded person: on a real server they would be open doors.
    if (!config().trial)
      throw new CommandRefused(EXIT.refused, 'seed works in a trial only (--dev)')
    const added = await withApplication((application) => application.seed(Number(people)))
    out(`added ${added} people\n`)
    return EXIT.done
  },
})
