import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** An authority of one test's own, and the certificate that it gave to a server. */
export type ServerCertificate = {
  /** The authority, in PEM. */
  readonly ca: string
  readonly caFile: string
  readonly certificateFile: string
  readonly keyFile: string
}

/** Makes an authority and a certificate with openssl, for these names (`DNS:localhost,IP:127.0.0.1`). */
export function makeServerCertificate(dir: string, names: string): ServerCertificate {
  const at = (name: string) => join(dir, name)
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl(
    ...['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '60'],
    ...['-subj', '/CN=An authority for a test', '-addext', 'keyUsage=critical,keyCertSign'],
  )
  openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=ldap')
  writeFileSync(at('server.ext'), `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`)
  openssl(
    ...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '60'],
    ...['-CAcreateserial', '-out', 'server.pem', '-extfile', 'server.ext'],
  )
  return {
    ca: readFileSync(at('ca.pem'), 'utf8'),
    caFile: at('ca.pem'),
    certificateFile: at('server.pem'),
    keyFile: at('server.key'),
  }
}
