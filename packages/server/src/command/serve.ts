import { defineCommand } from './command.ts'

export const serve = defineCommand({
  name: 'serve',
  summary: 'Runs the server until it is told to stop.',
  run: async (_input, { config, serve: serveWith }) => await serveWith(config()),
})
