import { runVitest } from '../layers.mjs'
import { say } from '../say.mjs'

/** Rewrites the golden files from what the code says now. */
export function run() {
  const { failed } = runVitest('golden', ['--update'])
  say('golden files are rewritten: read the difference (git diff) before you keep it')
  process.exitCode = failed === 0 ? 0 : 1
}
