import { join } from 'node:path'
import { reports, root, windows } from '../steps.mjs'

/** The two parsers that read what another machine or another process wrote. */
export const TARGETS = [
  // Several times the largest step that keeps every cap, so that what breaks one is met too.
  { name: 'fuzz_step', maxLength: 16_384, dictionary: 'fuzz_step.dict' },
  // A frame of the largest payload, and a second one after it.
  { name: 'fuzz_wire', maxLength: 20_480 },
]

const build = join(root, 'dist/windows-build/fuzz')
const findings = join(reports, 'fuzz-findings')

/** Where everything lies. `grown` is kept between runs, so that the next one begins where this one ended. */
export const folders = {
  build,
  programOf: (name) => join(build, 'fuzz', name),
  dictionaryOf: (file) => join(windows, 'fuzz', file),
  seedsOf: (name) => join(windows, 'fuzz/corpus', name),
  grownOf: (name) => join(build, 'grown', name),
  findings,
  findingsOf: (name) => join(findings, name),
}
