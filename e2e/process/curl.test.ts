import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApi, signsIn } from '../environments/api.ts'
import { isCi } from '../environments/ci.ts'
import { isFree } from '../environments/port.ts'
import {
  newFolder,
  type Program,
  ROOT,
  removeFolder,
  runProgram,
  startProgram,
  untilReady,
} from '../environments/program.ts'
import { SEEDED_PASSWORD } from '../environments/server.ts'

const PORT = 8080

/** The commands of the README, exactly as they stand there. */
function walkThrough(): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const block = /<!-- curl-walkthrough -->\s*```(?:sh|bash)\n([\s\S]*?)```/.exec(readme)?.[1]
  if (block === undefined) throw new Error('README.md has no block after <!-- curl-walkthrough -->')
  return block
}

let home: string
let npm: Program | undefined
beforeAll(() => {
  home = newFolder()
})
afterAll(async () => {
  await npm?.kill('SIGTERM')
  removeFolder(home)
})

test('the README’s curl commands reset a password against npm start', async ({ skip }) => {
  const isTaken = !(await isFree(PORT))
  // Where nobody watches, a walk-through that was passed over must not look like one that works.
  if (isTaken && !isCi) skip(`port ${PORT} is taken by another program`)
  const script = join(home, 'walk-through.sh')
  writeFileSync(script, walkThrough())
  npm = startProgram(['start'], {
    command: ['npm'],
    env: {
      LATCHKEY__DATA__DIR: join(home, 'var'),
      LATCHKEY__HTTPS__PORT: '0',
      LATCHKEY__OPS__LISTEN: '127.0.0.1:0',
    },
  })
  const url = await untilReady(npm)
  expect(url).toBe(`http://localhost:${PORT}`)

  const walked = await runProgram(['-euo', 'pipefail', script], { command: ['bash'], cwd: home })
  expect(walked.code, walked.stdout + walked.stderr).toBe(0)
  expect(walked.stdout).toMatch(/"kind":\s*"done"/)
  // Whoever the README resets, the published password of that person is gone.
  const api = createApi(url)
  const name = /"username":\s*"([a-z]+)"/.exec(readFileSync(script, 'utf8'))?.[1] ?? ''
  expect(await signsIn(api, name, SEEDED_PASSWORD)).toBe(false)
})
