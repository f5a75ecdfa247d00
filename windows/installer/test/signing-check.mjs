import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { MSI_NAME } from '../build-msi.mjs'
import { sign } from '../sign.mjs'
import { check } from './harness.mjs'

/** A certificate that signs code, made for this run and thrown away with it. */
export function throwAwaySigner(room) {
  const [certificate, key] = [join(room, 'signer.pem'), join(room, 'signer.key')]
  const subject = ['-subj', '/CN=Latchkey test signer', '-addext', 'extendedKeyUsage=codeSigning']
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject]
  execFileSync('openssl', [...made, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  return { certificate, key }
}

function verify(file, signer) {
  return spawnSync('osslsigncode', ['verify', '-CAfile', signer.certificate, '-in', file], {
    encoding: 'utf8',
  })
}

export function isSigned(file, signer) {
  return verify(file, signer).status === 0
}

export function checkSigning({ packages, version, signer }) {
  const files = packages.filesOf(version, 'x64')
  for (const name of [...readdirSync(files), MSI_NAME])
    check(
      `signing: ${name} is signed, verifies, and no longer does after one changed byte`,
      (is) => {
        const from = name === MSI_NAME ? packages.make(version, 'x64') : files
        const copy = join(packages.room, `signed-${name}`)
        copyFileSync(join(from, name), copy)
        is.notEqual(verify(copy, signer).status, 0)
        sign(copy, signer)
        is.equal(verify(copy, signer).status, 0, verify(copy, signer).stdout)
        spoil(copy)
        is.notEqual(verify(copy, signer).status, 0)
      },
    )
  check('signing: a wrong key is an error, and leaves the file as it was', (is) => {
    const copy = join(packages.room, 'unsigned.exe')
    copyFileSync(join(files, 'LatchkeyWorker.exe'), copy)
    is.throws(
      () => sign(copy, { certificate: signer.certificate, key: signer.certificate }),
      /could not be signed/,
    )
    is.ok(!readdirSync(packages.room).some((name) => name === 'unsigned.exe.signed'))
  })
}

// In the middle of the first section, or of the cabinet: never in the headers, which tools may not read at all.
function spoil(file) {
  execFileSync(
    'dd',
    ['if=/dev/urandom', `of=${file}`, 'bs=1', 'count=8', 'seek=2048', 'conv=notrunc'],
    {
      stdio: 'ignore',
    },
  )
}
