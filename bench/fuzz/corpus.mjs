import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { folders, TARGETS } from './rooms.mjs'

// What a person has to clone with the repository, for each target.
const MOST_BYTES = 90_000
const NAMED_BY_LIBFUZZER = /^[0-9a-f]{40}$/

/** Puts the smallest inputs that reach what the seeds do not into the repository, within a cap; tells how many. */
export function keepCorpus(name) {
  const seeds = folders.seedsOf(name)
  const merged = join(folders.build, 'merged', name)
  rmSync(merged, { recursive: true, force: true })
  mkdirSync(merged, { recursive: true })
  for (const file of readdirSync(seeds)) {
    if (NAMED_BY_LIBFUZZER.test(file)) rmSync(join(seeds, file))
    else copyFileSync(join(seeds, file), join(merged, file))
  }
  const { maxLength } = TARGETS.find((target) => target.name === name)
  // Without the value profile: one input for each branch, and not one for each pair of compared bytes.
  const words = ['-merge=1', `-max_len=${maxLength}`, merged, folders.grownOf(name)]
  const { status } = spawnSync('nice', [folders.programOf(name), ...words], { stdio: 'ignore' })
  if (status !== 0) throw new Error(`${name}: the corpus could not be merged`)
  return copyWithin(merged, seeds)
}

function copyWithin(from, to) {
  const sized = readdirSync(from)
    .filter((file) => NAMED_BY_LIBFUZZER.test(file))
    .map((file) => ({ file, size: statSync(join(from, file)).size }))
    .sort((one, other) => one.size - other.size)
  let bytes = 0
  let kept = 0
  for (const { file, size } of sized) {
    if (bytes + size > MOST_BYTES) break
    copyFileSync(join(from, file), join(to, file))
    bytes += size
    kept += 1
  }
  return { inputs: kept, bytes, leftOut: sized.length - kept }
}
