import { LAYERS, runLayer } from '../layers.mjs'
import { say } from '../say.mjs'
import { buildIfStale } from './build.mjs'

/** One layer alone: `node scripts/run.mjs layer browser`. */
export async function run([name]) {
  const layer = LAYERS.find((one) => one.name === name)
  if (!layer) {
    say(`no layer "${name}"; there are ${LAYERS.map((one) => one.name).join(', ')}`)
    process.exitCode = 64
    return
  }
  await buildIfStale()
  process.exitCode = runLayer(layer).failed === 0 ? 0 : 1
}
