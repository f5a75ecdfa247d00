// node bench/directory/run.mjs
// Resets per second through Latchkey into Samba AD and slapd, beside bare ldapts requests that set a password and do
// nothing else, by turns in one run, with 1 and with 8 people at once. Needs root, as Samba does.
// Writes reports/bench-directory-<name>.json.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../steps.mjs'

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const line = [
  vitest,
  'run',
  '--config',
  'bench/directory/vitest.config.ts',
  '--disableConsoleIntercept',
]
const { status } = spawnSync(process.execPath, line, { cwd: root, stdio: 'inherit' })
process.exitCode = status ?? 1
