import { LAYERS, runLayer } from '../layers.mjs'
import { say } from '../say.mjs'
import { buildIfStale } from './build.mjs'

/** One layer alone, or all that begin with the name: `node scripts/run.mjs layer browser`. */
export async function run([name]) {
  const layers = LAYERS.filter((one) => one.name === name || one.name.startsWith(`${name}-`))
  if (layers.length === 0) {
    say(`no layer "${name}"; there are ${LAYERS.map((one) => one.name).join(', ')}`)
    process.exitCode = 64
    return
  }
  await buildIfStale()
  const results = layers.map(runLayer)
  process.exitCode = results.every(({ failed }) => failed === 0) ? 0 : 1
}
