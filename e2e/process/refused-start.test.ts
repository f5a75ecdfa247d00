import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newFolder, removeFolder, runProgram } from '../environments/program.ts'
import { startTrial, trialEnvironment } from '../environments/server.ts'

let home: string
beforeEach(() => {
  home = newFolder()
})
afterEach(() => removeFolder(home))

const EXIT_REFUSED = 77
const EXIT_CONFIG = 78

function configFile(text: string): string {
  const file = join(home, 'latchkey.toml')
  writeFileSync(file, text)
  return file
}

const production = (dir: string) => `
[http]
listen = "127.0.0.1:0"
public-url = "https://reset.example.org"
trusted-proxies = ["127.0.0.1"]
[ops]
listen = "127.0.0.1:0"
[store]
url = "sqlite:${dir}/latchkey.db"
[keys]
file = "${dir}/keys.json"
[[directory]]
name = "corp"
kind = "embedded"
`

test('a second server on the same data directory is told to take another', async () => {
  await using server = await startTrial()
  const second = await runProgram(['serve', '--dev'], { env: trialEnvironment(server.dir) })
  expect(second.code).toBe(EXIT_REFUSED)
  expect(second.stderr).toContain('Another server is using the data directory')
  expect(second.stderr).not.toContain('    at ')
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

test('a trial directory is refused in production', async () => {
  const dir = join(home, 'var')
  await using server = await startTrial({ dir })
  await server.stop()
  const refused = await runProgram(['serve', '--config', configFile(production(dir))])
  expect(refused.code).toBe(EXIT_REFUSED)
  expect(refused.stderr).toContain('was made by a trial')
})

test('a trial refuses the directory of a real server', async () => {
  const dir = join(home, 'real')
  mkdirSync(dir)
  const migrated = await runProgram(['migrate', '--config', configFile(production(dir))])
  expect(migrated).toMatchObject({ code: 0 })
  const refused = await runProgram(['serve', '--dev'], { env: trialEnvironment(dir) })
  expect(refused.code).toBe(EXIT_REFUSED)
  expect(refused.stderr).toContain('holds files that are not of a trial')
})

test('dev on a public address is a mistake of the configuration', async () => {
  const file = configFile('dev = true\n[http]\nlisten = "0.0.0.0:8080"\n')
  const refused = await runProgram(['serve', '--config', file], {
    env: { LATCHKEY__DATA__DIR: join(home, 'var') },
  })
  expect(refused.code).toBe(EXIT_CONFIG)
  expect(refused.stderr).toContain('http.listen')
})

test('three mistakes are all reported at once, each with its key', async () => {
  const wrong = production(join(home, 'real'))
    .replace('listen = "127.0.0.1:0"', 'listen = "everywhere"')
    .replace('kind = "embedded"', 'kind = "embeded"')
    .replace('[keys]', '[keys]\ncolour = "blue"')
  for (const command of [['serve'], ['config', 'check'], ['config', 'show']]) {
    const refused = await runProgram([...command, '--config', configFile(wrong)])
    expect(refused.code).toBe(EXIT_CONFIG)
    expect(refused.stderr).toContain('the configuration has 3 mistakes')
    for (const key of ['http.listen', 'directory', 'keys.colour'])
      expect(refused.stderr).toContain(key)
    expect(refused.stdout).toBe('')
  }
})
