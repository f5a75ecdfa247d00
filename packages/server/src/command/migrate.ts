import { defineCommand } from './command.ts'
import { EXIT } from './exit.ts'

export const migrate = defineCommand({
  name: 'migrate',
  summary: 'Makes the store, or brings it to the schema of this program.',
  run: async (_input, { config, openApplication, out }) => {
    const application = await openApplication(config(), { migrate: true })
    try {
      const names = await application.migrate()
      out(
        names.length === 0 ? 'nothing to do\n' : names.map((name) => `migrated ${name}\n`).join(''),
      )
      return EXIT.done
    } finally {
      await application.close()
    }
  },
})
