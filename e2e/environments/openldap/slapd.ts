import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'ldapts'
import { eventually } from '../deadline.ts'
import { freePort } from '../port.ts'
import { newFolder, type Program, removeFolder, startProgram } from '../program.ts'
import { makeServerCertificate } from './authority.ts'
import { ACCESS, configLdif } from './config-ldif.ts'
import { treeLdif } from './entries-ldif.ts'
import { ROOT } from './names.ts'

/** A slapd on loopback with a tree of its own. */
export type Slapd = {
  readonly host: string
  /** Plain LDAP, for StartTLS. */
  readonly port: number
  readonly ldapsPort: number
  /** The authority of its certificate, in PEM. */
  readonly ca: string
  readonly caFile: string
  /** A connection that no rule binds; closed with the server. */
  readonly root: Client
  kill(): Promise<void>
  /** Starts it again over the same data. */
  start(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export type SlapdOptions = {
  /** What slapd is to load for hashes, and what one costs: `argon2 m=1024 t=1`. */
  readonly hashing?: string
  /** Whether slapd tells whoever binds that an account is locked (`ppolicy_use_lockout`). */
  readonly useLockout?: boolean
  /** Instead of `ACCESS`. */
  readonly access?: readonly string[]
}

const SLAPD = '/usr/sbin/slapd'
const HOST = '127.0.0.1'
// The cheapest that libargon2 takes: these tests are about what is done with hashes.
const CHEAP = 'argon2 m=64 t=1'

/** Makes a tree in a folder of its own and serves it. */
export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  const { hashing = CHEAP, useLockout = true, access = ACCESS } = options
  const dir = newFolder()
  const certificate = makeServerCertificate(dir, 'DNS:localhost,IP:127.0.0.1')
  fill(dir, configLdif({ dir, certificate, hashing, access, useLockout }))
  const [port, ldapsPort] = [await freePort(), await freePort()]
  const urls = `ldap://${HOST}:${port} ldaps://${HOST}:${ldapsPort}`
  const tlsOptions = { ca: certificate.ca }
  let root: Client | undefined
  let program: Program | undefined

  async function start(): Promise<void> {
    program = startProgram(['-F', join(dir, 'config'), '-h', urls, '-d', '0'], { command: [SLAPD] })
    root = await eventually('slapd', async () => {
      if (program?.hasEnded()) throw new Error(`slapd ended: ${program.stderr()}`)
      const client = new Client({ url: `ldaps://${HOST}:${ldapsPort}`, tlsOptions })
      return await client.bind(ROOT.dn, ROOT.password).then(
        () => client,
        () => undefined,
      )
    })
  }

  async function kill(): Promise<void> {
    await root?.unbind().catch(() => undefined)
    root = undefined
    await program?.kill('SIGKILL')
  }

  await start().catch(async (error: unknown) => {
    await kill()
    removeFolder(dir)
    throw error
  })
  return {
    host: HOST,
    port,
    ldapsPort,
    ca: certificate.ca,
    caFile: certificate.caFile,
    get root() {
      if (!root) throw new Error('slapd is not running')
      return root
    },
    kill,
    start,
    [Symbol.asyncDispose]: async () => {
      await kill()
      removeFolder(dir)
    },
  }
}

function fill(dir: string, config: string): void {
  for (const folder of ['config', 'db']) mkdirSync(join(dir, folder), { mode: 0o700 })
  const load = (database: string, ldif: string) => {
    const file = join(dir, `${database}.ldif`)
    writeFileSync(file, ldif)
    const args = ['-F', join(dir, 'config'), '-n', database, '-l', file]
    execFileSync('/usr/sbin/slapadd', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  }
  load('0', config)
  load('1', treeLdif(hashOf))
}

function hashOf(password: string): string {
  return execFileSync('/usr/sbin/slappasswd', ['-s', password], { encoding: 'utf8' }).trim()
}
