import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Certificate = {
  readonly certificateFile: string
  readonly keyFile: string
  readonly certificate: string
  readonly key: string
}

/** A certificate that vouches for itself, as an administrator makes one with openssl. */
export function makeCertificate(
  dir: string,
  host: string,
  addresses: readonly string[] = ['127.0.0.1'],
): Certificate {
  const certificateFile = join(dir, `${host}.pem`)
  const keyFile = join(dir, `${host}.key`)
  const names = [`DNS:${host}`, ...addresses.map((one) => `IP:${one}`)].join(',')
  const subject = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=${names}`]
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject],
      ...['-keyout', keyFile, '-out', certificateFile],
    ],
    { stdio: 'ignore' },
  )
  return {
    certificateFile,
    keyFile,
    certificate: readFileSync(certificateFile, 'utf8'),
    key: readFileSync(keyFile, 'utf8'),
  }
}
