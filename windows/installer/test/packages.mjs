import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ARCHITECTURES, buildSmall } from '../build-binaries.mjs'
import { buildMsi, MSI_NAME } from '../build-msi.mjs'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
export const EPOCH = 1_700_000_000

/** Packages of any version, made of what dist/windows holds, or of stand-ins where nothing is built. */
export class Packages {
  constructor(room) {
    this.room = room
    this.isReal = Object.keys(ARCHITECTURES).every((arch) => builtProvider(arch) !== undefined)
  }

  filesOf(version, arch) {
    const files = join(this.room, 'files', version, arch)
    if (existsSync(files)) return files
    buildSmall({ arch, version, into: files, work: join(this.room, 'work', arch) })
    const worker = join(files, 'LatchkeyWorker.exe')
    if (this.isReal) {
      copyFileSync(join(root, 'dist/windows', arch, 'LatchkeyWorker.exe'), worker)
      copyFileSync(builtProvider(arch), join(files, `LatchkeyProvider-${version}.dll`))
    } else {
      standIn(ARCHITECTURES[arch].triple, worker)
      copyFileSync(
        join(files, `LatchkeyEvents-${version}.dll`),
        join(files, `LatchkeyProvider-${version}.dll`),
      )
    }
    return files
  }

  /** The folder that holds SsprWindowsLogon.PROD.msi. */
  make(version, arch, { files, defaultUrl, name = 'plain', epoch = EPOCH } = {}) {
    const folder = join(this.room, 'packages', `${version}-${name}`, arch)
    mkdirSync(folder, { recursive: true })
    const target = join(folder, MSI_NAME)
    const packed = files ?? this.filesOf(version, arch)
    buildMsi({ arch, version, files: packed, target, epoch, defaultUrl })
    return folder
  }

  /** A package whose program for both services is none: it ends before Windows hears of it. */
  makeLifeless(version, arch) {
    const files = join(this.room, 'files', `${version}-lifeless`, arch)
    cpSync(this.filesOf(version, arch), files, { recursive: true })
    standIn(ARCHITECTURES[arch].triple, join(files, 'LatchkeyWorker.exe'), '-DLIFELESS')
    return this.make(version, arch, { name: 'lifeless', files })
  }

  /** A folder with somebody else's package, under the same name. */
  foreign() {
    const folder = join(this.room, 'foreign')
    mkdirSync(folder, { recursive: true })
    standIn(ARCHITECTURES.x64.triple, join(folder, 'foreign.exe'))
    const source = join(root, 'windows/installer/test/foreign.wxs')
    execFileSync('wixl', ['--arch', 'x64', '--output', MSI_NAME, source], { cwd: folder })
    return folder
  }
}

function builtProvider(arch) {
  const folder = join(root, 'dist/windows', arch)
  const names = existsSync(folder) ? readdirSync(folder) : []
  const provider = names.find((name) => /^LatchkeyProvider-.*\.dll$/.test(name))
  return provider && names.includes('LatchkeyWorker.exe') ? join(folder, provider) : undefined
}

function standIn(triple, target, ...how) {
  const source = join(root, 'windows/installer/test/stand_in.c')
  execFileSync(`${triple}-gcc`, [
    ...['-O1', '-s', '-Wl,--no-insert-timestamp'],
    ...[...how, source, '-o', target],
  ])
}

export function sameBytes(a, b) {
  return readFileSync(join(a, MSI_NAME)).equals(readFileSync(join(b, MSI_NAME)))
}
