import { defineCommand } from './command.ts'
import { EXIT } from './exit.ts'
import { alignedLines } from './table.ts'

export const configCheck = defineCommand({
  name: 'config check',
  summary: 'Checks the configuration and whether everything that it names can be reached.',
  run: async (_input, { withApplication, out }) => {
    const checks = await withApplication((application) => application.startupChecks())
    const rows = checks.map(({ name, failure }) => [name, failure ?? 'well'])
    out(`${alignedLines([['configuration', 'well'], ...rows])}\n`)
    return checks.every(({ failure }) => failure === undefined) ? EXIT.done : EXIT.unavailable
  },
})
