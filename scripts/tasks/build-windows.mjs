import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  ACTIONS,
  ARCHITECTURES,
  buildBinaries,
  buildSmall,
} from '../../windows/installer/build-binaries.mjs'
import { buildMsi, MSI_NAME } from '../../windows/installer/build-msi.mjs'
import { sign } from '../../windows/installer/sign.mjs'
import { installDebian } from '../debian.mjs'
import { say } from '../say.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

const DEBIAN = [
  'mingw-w64',
  'wixl',
  'msitools',
  'osslsigncode',
  'cmake',
  'ninja-build',
  'clang',
  'nlohmann-json3-dev',
]

const OPTIONS = {
  version: { type: 'string' },
  url: { type: 'string' },
  binaries: { type: 'string' },
  into: { type: 'string' },
  certificate: { type: 'string' },
  key: { type: 'string' },
  'password-file': { type: 'string' },
  timestamp: { type: 'string' },
}

/** `npm run build:windows`: both packages of the add-in, into dist/windows/x64 and dist/windows/x86. */
export async function run(args) {
  const reason = installDebian(DEBIAN)
  if (reason !== undefined) {
    say(`the add-in cannot be built here: ${reason}`)
    process.exitCode = 69
    return
  }
  try {
    buildWindows(parseArgs({ args, options: OPTIONS }).values)
  } catch (error) {
    say(error.message)
    process.exitCode = 1
  }
}

/**
 * Builds, signs where a certificate is given, and packages. `binaries` is a folder with x64/ and x86/ that hold a
 * built provider and worker, to package what was built elsewhere.
 */
export function buildWindows(options) {
  const version =
    options.version ?? JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
  const into = resolve(options.into ?? join(root, 'dist', 'windows'))
  const signer = signerOf(options)
  const epoch = buildTime()
  for (const arch of Object.keys(ARCHITECTURES)) {
    const files = gather({ arch, version, epoch, binaries: options.binaries })
    if (signer) for (const name of readdirSync(files)) sign(join(files, name), signer)
    const target = join(into, arch)
    publish(files, target)
    const msi = join(target, MSI_NAME)
    buildMsi({ arch, version, files, target: msi, epoch, defaultUrl: options.url })
    // Last: anything that is written into a package afterwards breaks its signature.
    if (signer) sign(msi, signer)
    say(`${arch}: ${msi}`)
  }
  cpSync(join(root, 'windows', 'admx'), join(into, 'admx'), { recursive: true })
  writeFileSync(join(into, 'SHA256SUMS'), sums(into))
}

function signerOf({ certificate, key, 'password-file': passwordFile, timestamp }) {
  if (!certificate && !key) return undefined
  if (!certificate || !key) throw new Error('to sign, give both --certificate and --key')
  return { certificate, key, passwordFile, timestamp }
}

// The last commit, so that whoever builds the same source gets the same bytes (reproducible-builds.org).
function buildTime() {
  const given = Number(process.env.SOURCE_DATE_EPOCH)
  if (Number.isInteger(given) && given > 0) return given
  const { stdout } = spawnSync('git', ['-C', root, 'log', '-1', '--format=%ct'], {
    encoding: 'utf8',
  })
  return Number(stdout) || Date.UTC(2026, 0, 1) / 1000
}

function gather({ arch, version, epoch, binaries }) {
  const work = join(root, 'var', 'windows', `build-${arch}`)
  const files = join(root, 'var', 'windows', `files-${arch}`)
  rmSync(files, { recursive: true, force: true })
  if (!binaries) {
    say(`building for ${arch}`)
    buildBinaries({ arch, version, into: files, work, epoch })
    return files
  }
  buildSmall({ arch, version, into: files, work: `${work}-small` })
  for (const name of [`LatchkeyProvider-${version}.dll`, 'LatchkeyWorker.exe'])
    copyFileSync(join(binaries, arch, name), join(files, name))
  return files
}

function publish(files, target) {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(files)) {
    if (name === ACTIONS) continue
    copyFileSync(join(files, name), join(target, name))
    chmodSync(join(target, name), 0o755)
  }
}

function sums(into) {
  const names = Object.keys(ARCHITECTURES).flatMap((arch) =>
    readdirSync(join(into, arch)).map((name) => `${arch}/${name}`),
  )
  const line = (name) => {
    const sum = createHash('sha256').update(readFileSync(join(into, name)))
    return `${sum.digest('hex')}  ${name}\n`
  }
  return names.sort().map(line).join('')
}
