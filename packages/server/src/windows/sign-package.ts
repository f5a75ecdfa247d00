import { spawnSync } from 'node:child_process'
import { PackageRefused } from './package-refused.ts'

export type Signing = {
  readonly certificate: string
  readonly key: string
  /** A time stamp's authority (RFC 3161): without one the signature ends with the certificate. */
  readonly timestamp?: string | undefined
}

/** Signs a package by osslsigncode, SHA-256. Refuses with what it said where it could not. */
export function signPackage(from: string, to: string, signing: Signing): void {
  const { certificate, key, timestamp } = signing
  const stamp = timestamp === undefined ? [] : ['-ts', timestamp]
  const files = ['-certs', certificate, '-key', key, '-in', from, '-out', to]
  const args = ['sign', '-h', 'sha256', ...stamp, ...files]
  const { status, error, stderr, stdout } = spawnSync('osslsigncode', args, { encoding: 'utf8' })
  if (error) throw new PackageRefused('it can’t be signed: osslsigncode is not installed')
  if (status !== 0) {
    const said = `${stderr}${stdout}`.trim().split('\n').at(-1) ?? ''
    throw new PackageRefused(`it could not be signed: ${said}`)
  }
}
