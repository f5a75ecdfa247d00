import { readSettings } from '../config/settings.ts'
import { showSettings } from '../config/show.ts'
import { defineCommand } from './command.ts'
import { EXIT } from './exit.ts'

export const configShow = defineCommand({
  name: 'config show',
  summary: 'Prints the values in force and where each comes from; secrets are not shown.',
  run: async (_input, { request, out }) => {
    out(showSettings(readSettings(request)))
    return EXIT.done
  },
})
