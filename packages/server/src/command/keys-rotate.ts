import { defineCommand } from './command.ts'
import { EXIT } from './exit.ts'

export const keysRotate = defineCommand({
  name: 'keys rotate',
  summary: 'Adds a key to the key ring and seals with it from now on.',
  run: async (_input, { withApplication, out }) => {
    const { key } = await withApplication((application) => application.rotateKeys())
    out(
      `key ${key} seals from now on; older keys still open what they sealed\nback up the key ring now\n`,
    )
    return EXIT.done
  },
})
