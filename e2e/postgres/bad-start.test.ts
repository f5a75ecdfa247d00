import { chmodSync, chownSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createApi, newPassword, walkToNewPassword } from '../environments/api.ts'
import { type Certificate, makeCertificate } from '../environments/certificate.ts'
import { eventually } from '../environments/deadline.ts'
import { messagesAt, openRemote, type Remote } from '../environments/postgres/remote.ts'
import { eventsOf, type Program, runProgram, startProgram } from '../environments/program.ts'
import { untilReadyIs } from '../environments/readiness.ts'

async function expectReset(remote: Remote): Promise<void> {
  const walk = await walkToNewPassword(createApi(remote.url), messagesAt(remote.url), 'alice')
  const done = await walk.submit('submit', newPassword('Copper-Lantern-42'))
  expect(done.body.step?.kind).toBe('done')
}

const migrate = ({ env }: Remote) => runProgram(['migrate', '--dev'], { env })
const isReady = (program: Program) =>
  eventsOf(program).some(({ event }) => event === 'server.ready')

test('a server whose database is down waits for it, says so to everybody, and serves once it is there', async () => {
  await using remote = await openRemote()
  await remote.cluster.stop('immediate')
  const program = remote.start()
  await untilReadyIs(remote.url, 503)
  const api = createApi(remote.url)
  expect((await api.call('GET', '/healthz')).status).toBe(200)
  const started = await api.call('POST', '/api/v1/flows', { body: { purpose: 'reset' } })
  expect(started.status).toBe(503)
  expect(started.headers['retry-after']).toBe('5')
  expect(started.body.type).toMatch(/\/service-unavailable$/)
  const page = await fetch(remote.url, {
    headers: { accept: 'text/html', 'accept-language': 'fr' },
  })
  expect(page.status).toBe(503)
  expect(await page.text()).toContain('lang="fr"')
  expect(program.stderr()).toContain('Waiting for it')
  expect(isReady(program)).toBe(false)
  await remote.cluster.start()
  await remote.ready(program)
  await untilReadyIs(remote.url, 200)
  await expectReset(remote)
  expect(await program.kill('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('a server that waits for its database stops when it is told to', async () => {
  await using remote = await openRemote()
  await remote.cluster.stop('immediate')
  const program = remote.start()
  await untilReadyIs(remote.url, 503)
  expect(await program.kill('SIGTERM')).toEqual({ code: 0, signal: null })
})

describe('a certificate', () => {
  /** Has the cluster show this certificate from now on. */
  async function show(remote: Remote, made: Certificate): Promise<void> {
    const { uid, gid } = statSync(remote.cluster.dir)
    const at = (name: string) => join(remote.cluster.dir, name)
    writeFileSync(at('server.crt'), readFileSync(made.certificateFile))
    writeFileSync(at('server.key'), readFileSync(made.keyFile))
    chmodSync(at('server.key'), 0o600)
    for (const name of ['server.crt', 'server.key']) chownSync(at(name), uid, gid)
    await remote.cluster.stop()
    await remote.cluster.start('ssl=on')
  }

  test.each([
    ['that nobody vouches for', 'is not one that store.ca vouches for', '127.0.0.1'],
    ['for another host', 'is for another host', '192.0.2.1'],
  ])(
    '%s is refused, and a right one is all that the server waits for',
    async (_, words, address) => {
      await using remote = await openRemote()
      const wrong = makeCertificate(remote.folder, 'wrong.test', [address])
      const right = makeCertificate(remote.folder, 'right.test', ['127.0.0.1'])
      const isForeign = address === '127.0.0.1'
      const ca = join(remote.folder, 'ca.pem')
      writeFileSync(ca, isForeign ? right.certificate : wrong.certificate + right.certificate)
      await show(remote, wrong)
      const program = remote.start({ LATCHKEY__STORE__CA: `file:${ca}` })
      await untilReadyIs(remote.url, 503)
      await eventually('the reason', () => (program.stderr().includes(words) ? true : undefined))
      expect(isReady(program)).toBe(false)
      await show(remote, right)
      await remote.ready(program)
      await expectReset(remote)
    },
  )

  test('that is right is taken, and TLS is what is spoken', async () => {
    await using remote = await openRemote()
    const made = makeCertificate(remote.folder, 'db.test', ['127.0.0.1'])
    await show(remote, made)
    const { certificateFile } = made
    const program = remote.start({ LATCHKEY__STORE__CA: `file:${certificateFile}` })
    await remote.ready(program)
    const plain = await remote.ask(
      "select 1 from pg_stat_ssl join pg_stat_activity using (pid) where datname = 'latchkey' and usename = 'app' and not ssl",
    )
    expect(plain).toEqual([])
  })

  test('is never done without: a database that speaks no TLS is refused', async () => {
    await using remote = await openRemote()
    const { certificateFile } = makeCertificate(remote.folder, 'db.test', ['127.0.0.1'])
    const program = remote.start({ LATCHKEY__STORE__CA: `file:${certificateFile}` })
    await untilReadyIs(remote.url, 503)
    expect(isReady(program)).toBe(false)
  })
})

describe('a schema', () => {
  const refusal = async (remote: Remote) => {
    const ended = await runProgram(['serve', '--dev'], { env: remote.env })
    expect(ended.code).toBe(77)
    return ended.stderr
  }

  test('that is newer or half there is refused with a sentence, by serve and by migrate', async () => {
    await using remote = await openRemote()
    expect((await migrate(remote)).code).toBe(0)
    await remote.ask("insert into migration (name, timestamp) values ('9999-later', '')")
    expect(await refusal(remote)).toContain('newer version of Latchkey')
    expect((await migrate(remote)).stderr).toContain('newer version of Latchkey')
    await remote.ask("delete from migration where name in ('9999-later', '0003-directories')")
    expect(await refusal(remote)).toContain('only half there (it lacks the migration 0003')
    expect((await migrate(remote)).stderr).toContain('only half there')
    await remote.ask('delete from migration')
    expect(await refusal(remote)).toContain('no record of how they were made')
  })

  test('that lost a table is refused', async () => {
    await using remote = await openRemote()
    expect((await migrate(remote)).code).toBe(0)
    await remote.ask('drop table nonce')
    expect(await refusal(remote)).toContain('it lacks the table nonce')
  })

  test('whose migration was killed half way is as it was before, and migrates then', async () => {
    await using remote = await openRemote()
    const holder = await remote.connect()
    // A table of the last migration is being made by somebody else, so that it waits there for ever.
    await holder.query('begin; create table own_challenge (id int)')
    const program = startProgram(['migrate', '--dev'], { env: remote.env })
    await eventually('a migration that waits', async () => {
      const waiting = await remote.ask(
        "select 1 from pg_stat_activity where usename = 'app' and wait_event_type = 'Lock'",
      )
      return waiting.length > 0 ? true : undefined
    })
    await program.kill('SIGKILL')
    await holder.query('rollback')
    await holder.end()
    await eventually('nothing left of it', async () => {
      const left = await remote.ask("select 1 from pg_stat_activity where usename = 'app'")
      return left.length === 0 ? true : undefined
    })
    expect(await remote.ask("select 1 from pg_tables where tablename = 'tenant'")).toEqual([])
    const again = await migrate(remote)
    expect(again).toMatchObject({ code: 0 })
    expect(again.stdout).toContain('migrated 0001-first')
  })

  test('is migrated once by four that try at once', async () => {
    await using remote = await openRemote()
    const all = await Promise.all([1, 2, 3, 4].map(() => migrate(remote)))
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    const names = (await remote.ask('select name from migration')).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(await remote.ask('select version from policy')).toEqual([{ version: 1 }])
  })
})

test('a trial leaves the store of real people alone, and they leave its', async () => {
  await using remote = await openRemote()
  expect((await migrate(remote)).code).toBe(0)
  const config = join(remote.folder, 'latchkey.toml')
  writeFileSync(
    config,
    `[http]
listen = "127.0.0.1:0"
public-url = "https://reset.example.org"
trusted-proxies = ["127.0.0.1"]
[store]
url = "${remote.env.LATCHKEY__STORE__URL}"
[keys]
file = "${join(remote.folder, 'var', 'keys.json')}"
[[directory]]
name = "corp"
kind = "embedded"
`,
  )
  const real = await runProgram(['serve', '--config', config])
  expect(real.code).toBe(77)
  expect(real.stderr).toContain('trial')
})
