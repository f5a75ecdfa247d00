// A server of better-auth with its own reset flow on SQLite, as its guide sets it up; PEER_FOLDER and PEER_PEOPLE say
// where it keeps its store and how many people are in it. Tokens go to the bench instead of into a mail.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { toNodeHandler } from 'better-auth/node'
import Sqlite from 'better-sqlite3'

const { PEER_FOLDER, PEER_PEOPLE } = process.env
const database = new Sqlite(join(PEER_FOLDER, 'better-auth.db'))
// The same durability as ours, which is faster than the default journal.
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')

const options = {
  database,
  baseURL: 'http://127.0.0.1',
  secret: 'a secret of the bench, which keeps nothing',
  telemetry: { enabled: false },
  logger: { disabled: true },
  // Their own limit of requests is off: one caller stands for many.
  rateLimit: { enabled: false },
  emailAndPassword: {
    enabled: true,
    sendResetPassword: async ({ user, token }) => {
      process.send({ mail: user.email, token })
    },
  },
}
const auth = betterAuth(options)
const { runMigrations } = await getMigrations(options)
await runMigrations()
await addPeople(Number(PEER_PEOPLE))

const server = createServer(toNodeHandler(auth))
server.listen(0, '127.0.0.1', () => {
  process.send({ port: server.address().port })
  process.stdout.write('{"event":"server.ready"}\n')
})
process.on('SIGTERM', () => process.exit(0))

async function addPeople(count) {
  const { password, internalAdapter } = await auth.$context
  // One hash for all: hashing is what takes the time.
  const hash = await password.hash('Start-Passw0rd-1!')
  database.exec('begin')
  for (let n = 0; n < count; n += 1) {
    const user = await internalAdapter.createUser({
      name: `owner-${n}`,
      email: `owner-${n}@corp.test`,
      emailVerified: true,
    })
    await internalAdapter.linkAccount({
      userId: user.id,
      accountId: user.id,
      providerId: 'credential',
      password: hash,
    })
  }
  database.exec('commit')
}
