import { dirname } from 'node:path'
import { createApplication } from './application.ts'
import { runCommandLine } from './command/run.ts'
import type { Surroundings } from './command/surroundings.ts'
import { dataDirectoryOf } from './config/config.ts'
import { processEnvironment } from './config/environment.ts'
import { openHouse } from './house.ts'
import { createLog } from './log.ts'
import { serve } from './serve/serve.ts'
import { untilToldToStop } from './serve/signals.ts'
import { makeFolder, markDataDirectory } from './store/hold.ts'
import { VERSION } from './version.ts'

const surroundings: Surroundings = {
  env: processEnvironment(),
  version: VERSION,
  now: Date.now,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  openApplication: async (config, { migrate }) => {
    markDataDirectory(dataDirectoryOf(config), { trial: config.trial !== undefined })
    // `migrate` may be the first command of a new server: nothing else has made its folders then.
    if (migrate)
      for (const file of [config.store.file, config.keys.file])
        if (file !== undefined) makeFolder(dirname(file))
    const log = createLog({ level: 'silent' })
    return createApplication(await openHouse({ config, log, migrate }))
  },
  serve: (config) =>
    serve(config, {
      log: createLog(),
      tell: (text) => process.stderr.write(text),
      stopped: untilToldToStop(),
    }),
}

process.exitCode = await runCommandLine(process.argv.slice(2), surroundings)
