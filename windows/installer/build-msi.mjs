import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { componentIds, FILTER, guidOf, PROVIDER } from './identifiers.mjs'
import { stampSummary } from './summary.mjs'
import { queries } from './tables.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const AUTHENTICATION = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication'

export const MSI_NAME = 'SsprWindowsLogon.PROD.msi'

/**
 * Makes the package of one architecture from the binaries in `files` and puts it at `target`. The same binaries,
 * version, address and `epoch` (seconds) give the same bytes. Throws with the tool's words when one fails.
 */
export function buildMsi({ arch, version, files, target, epoch, defaultUrl }) {
  const room = mkdtempSync(join(tmpdir(), 'latchkey-msi-'))
  try {
    const msi = join(room, MSI_NAME)
    const staged = stage(files, room, epoch)
    runWixl({ arch, version, room })
    run('msibuild', [msi, '-q', ...queries({ arch, version, defaultUrl })])
    // Another content needs another package code, or Windows takes it for the one it has cached.
    const digest = createHash('sha256').update(`${epoch} ${defaultUrl ?? ''}`)
    for (const name of readdirSync(staged).sort()) digest.update(readFileSync(join(staged, name)))
    stampSummary(msi, { code: guidOf('package', arch, version, digest.digest('hex')), epoch })
    moveInto(msi, target)
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}

// The cabinet holds the times of the files.
function stage(files, room, epoch) {
  const staged = join(room, 'files')
  mkdirSync(staged)
  for (const name of readdirSync(files)) {
    if (!/\.(dll|exe)$/.test(name)) continue
    copyFileSync(join(files, name), join(staged, name))
    utimesSync(join(staged, name), epoch, epoch)
  }
  return staged
}

function runWixl({ arch, version, room }) {
  const wxs = readFileSync(join(here, 'package.wxs'), 'utf8')
  writeFileSync(join(room, 'package.wxs'), wxs)
  const defined = {
    Arch: arch,
    Version: version,
    Files: 'files', // from the room: wixl refuses an absolute path for a Binary
    Provider: PROVIDER,
    Filter: FILTER,
    Authentication: AUTHENTICATION,
    ProductCode: guidOf('product', arch, version),
    UpgradeCode: guidOf('upgrade', arch),
    ...componentIds(wxs, arch, version),
  }
  const defines = Object.entries(defined).flatMap(([name, value]) => ['-D', `${name}=${value}`])
  // wixl passes over what it does not know; fatal warnings make that an error.
  const env = { ...process.env, G_DEBUG: 'fatal-warnings' }
  run('wixl', ['--arch', arch, ...defines, '--output', MSI_NAME, 'package.wxs'], { cwd: room, env })
}

function moveInto(msi, target) {
  const beside = `${target}.partial`
  copyFileSync(msi, beside)
  renameSync(beside, target)
}

function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', ...options })
  if (done.status === 0) return
  const words = done.error?.message ?? `${done.stderr}${done.stdout}`.trim()
  throw new Error(`${program} ${args.at(-1)}: ${words || done.signal || done.status}`)
}
