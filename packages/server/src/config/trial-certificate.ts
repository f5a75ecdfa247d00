import { createPrivateKey, generateKeyPair, randomBytes, X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Secret } from '@latchkey/protocol'
import {
  alternativeNames,
  authorityUse,
  keyIds,
  leafUse,
  type Names,
  nameConstraints,
  serverAuth,
  signCertificate,
} from './certificate.ts'

export type TrialCertificate = {
  /** What a browser or Windows has to trust; on the download page. */
  readonly authority: string
  readonly certificate: string
  readonly key: Secret<string>
}

const DAY = 86_400_000
// Clients of Apple refuse a leaf that lives longer than 825 days.
const LIFE = 820 * DAY
const LEAST_LEFT = 30 * DAY
const HOUR = 3_600_000

const THIS_HOST: Names = {
  dns: ['localhost'],
  addresses: [Buffer.from([127, 0, 0, 1]), Buffer.from([...Array(15).fill(0), 1])],
}

/** The trial's certificate: the one in the folder while it is good for 30 days more, else a new one. */
export async function makeTrialCertificate(dir: string, now: number): Promise<TrialCertificate> {
  const kept = await readKept(dir)
  if (kept && isUsable(kept, now)) return kept
  const made = await make(now)
  await keep(dir, made)
  return made
}

/** Where the certificate of the trial's authority lies. */
export const authorityIn = (dir: string) => join(dir, 'trial-ca.pem')

const pathsIn = (dir: string) => ({
  authority: authorityIn(dir),
  certificate: join(dir, 'tls.pem'),
  key: join(dir, 'tls.key'),
})

async function readKept(dir: string): Promise<TrialCertificate | undefined> {
  const paths = pathsIn(dir)
  try {
    const authority = await readFile(paths.authority, 'utf8')
    const certificate = await readFile(paths.certificate, 'utf8')
    return { authority, certificate, key: new Secret(await readFile(paths.key, 'utf8')) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
}

// The three belong together: a start that was cut short may have left files of two.
function isUsable({ authority, certificate, key }: TrialCertificate, now: number): boolean {
  try {
    const issuer = new X509Certificate(authority)
    const leaf = new X509Certificate(certificate)
    return (
      leaf.validToDate.getTime() - now >= LEAST_LEFT &&
      leaf.validFromDate.getTime() <= now &&
      leaf.verify(issuer.publicKey) &&
      key.use((pem) => leaf.checkPrivateKey(createPrivateKey(pem)))
    )
  } catch {
    return false
  }
}

async function keep(dir: string, made: TrialCertificate): Promise<void> {
  const paths = pathsIn(dir)
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await replace(paths.authority, made.authority, 0o644)
  await replace(paths.certificate, made.certificate, 0o644)
  await made.key.use((pem) => replace(paths.key, pem, 0o600))
}

// A new file each time: writing into an old one would keep the mode that somebody gave it.
async function replace(path: string, content: string, mode: number): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(fresh, content, { mode, flag: 'wx' })
  await rename(fresh, path)
}

/**
 * Makes an authority, has it sign one leaf and drops its key, which is never exported: whoever trusts the
 * authority trusts this leaf and nothing that anyone could sign later.
 */
async function make(now: number): Promise<TrialCertificate> {
  const authority = await newKeys()
  const leaf = await newKeys()
  const life = { from: now - HOUR, until: now - HOUR + LIFE }
  // Two authorities of one name would be mixed up by clients that still trust the older one.
  const issuer = `Latchkey trial ${randomBytes(4).toString('hex')}, this computer only`
  return {
    authority: signCertificate(
      {
        ...life,
        subject: issuer,
        issuer,
        serial: newSerial(),
        publicKey: authority.publicKey,
        extensions: [
          ...authorityUse(),
          nameConstraints(THIS_HOST),
          serverAuth(),
          ...keyIds(authority.publicKey, authority.publicKey),
        ],
      },
      authority.privateKey,
    ),
    certificate: signCertificate(
      {
        ...life,
        subject: 'localhost',
        issuer,
        serial: newSerial(),
        publicKey: leaf.publicKey,
        extensions: [
          ...leafUse(),
          alternativeNames(THIS_HOST),
          serverAuth(),
          ...keyIds(leaf.publicKey, authority.publicKey),
        ],
      },
      authority.privateKey,
    ),
    key: new Secret(String(leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }))),
  }
}

function newKeys() {
  return promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
}

// RFC 5280 §4.1.2.2: positive and at most 20 bytes; a first byte of 1 keeps it both.
function newSerial(): Buffer {
  return Buffer.concat([Buffer.from([1]), randomBytes(15)])
}
