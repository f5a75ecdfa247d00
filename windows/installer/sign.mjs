import { spawnSync } from 'node:child_process'
import { renameSync, rmSync } from 'node:fs'

const NAME = 'Latchkey for Windows sign-in'

/**
 * Signs a DLL, an EXE or an MSI in place (Authenticode, SHA-256). `signer` is { certificate, key, passwordFile?,
 * timestamp? }: PEM files, the password in a file because a command line can be read by every process.
 */
export function sign(file, signer) {
  const beside = `${file}.signed`
  rmSync(beside, { force: true })
  const args = [
    'sign',
    '-h',
    'sha256',
    '-certs',
    signer.certificate,
    '-key',
    signer.key,
    '-n',
    NAME,
  ]
  if (signer.passwordFile) args.push('-readpass', signer.passwordFile)
  // Without a time stamp a signature ends with its certificate.
  if (signer.timestamp) args.push('-ts', signer.timestamp)
  const done = spawnSync('osslsigncode', [...args, '-in', file, '-out', beside], {
    encoding: 'utf8',
  })
  if (done.status !== 0) {
    rmSync(beside, { force: true })
    throw new Error(`${file} could not be signed: ${`${done.stderr}${done.stdout}`.trim()}`)
  }
  renameSync(beside, file)
}
