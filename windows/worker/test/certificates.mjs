// A certificate authority for a test run, and leaves that are right or wrong in one way each.
import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

async function authority(folder, name) {
  const base = `${folder}/${name}`
  await run('openssl', [
    ...[
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-sha256',
      '-days',
      '30',
      '-subj',
      `/CN=${name}`,
    ],
    ...[
      '-addext',
      'basicConstraints=critical,CA:TRUE',
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
    ],
    ...['-keyout', `${base}.key`, '-out', `${base}.pem`],
  ])
  return base
}

async function leaf(folder, issuer, name, host, days) {
  const base = `${folder}/${name}`
  await writeFile(
    `${base}.ext`,
    `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n`,
  )
  await run('openssl', [
    ...['req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${host}`],
    ...['-keyout', `${base}.key`, '-out', `${base}.csr`],
  ])
  await run('openssl', [
    ...[
      'x509',
      '-req',
      '-sha256',
      '-in',
      `${base}.csr`,
      '-CA',
      `${issuer}.pem`,
      '-CAkey',
      `${issuer}.key`,
    ],
    ...['-CAcreateserial', '-days', String(days), '-extfile', `${base}.ext`, '-out', `${base}.pem`],
  ])
  const cert = await readFile(`${base}.pem`, 'utf8')
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  return {
    cert,
    key: await readFile(`${base}.key`, 'utf8'),
    pin: createHash('sha256').update(spki).digest('base64'),
  }
}

export async function makeCertificates(folder) {
  const trusted = await authority(folder, 'trusted')
  const foreign = await authority(folder, 'foreign')
  return {
    authority: `${trusted}.pem`,
    good: await leaf(folder, trusted, 'good', 'localhost', 20),
    otherName: await leaf(folder, trusted, 'other-name', 'elsewhere.test', 20),
    expired: await leaf(folder, trusted, 'expired', 'localhost', -1),
    unknown: await leaf(folder, foreign, 'unknown', 'localhost', 20),
  }
}
