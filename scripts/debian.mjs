import { spawnSync } from 'node:child_process'
import { say } from './say.mjs'

// Once per run: the list of packages does not change while the layers follow one another.
let isListFresh = false

/** Installs those of the Debian packages that are missing. Returns why that can't be done, or nothing. */
export function installDebian(packages) {
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return undefined
  const wanted = missing.join(' ')
  if (spawnSync('apt-get', ['--version']).status !== 0)
    return `needs ${wanted}, and this system has no apt-get to install it`
  if (process.getuid?.() !== 0)
    return `needs ${wanted}; install it with: sudo apt-get install ${wanted}`
  if (!isListFresh) aptGet(['update'])
  isListFresh = true
  say(`installing ${wanted} by apt-get`)
  const isDone = aptGet(['install', '--yes', '--no-install-recommends', ...missing])
  return isDone ? undefined : `apt-get could not install ${wanted}`
}

function isInstalled(name) {
  const { status, stdout } = spawnSync('dpkg-query', ['--status', name])
  return status === 0 && /^Status: .* installed$/m.test(stdout.toString())
}

function aptGet(args) {
  // RUNLEVEL keeps a package such as slapd from starting its own server on a well-known port.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  return spawnSync('apt-get', ['--quiet=2', ...args], { env, stdio: ['ignore', 2, 2] }).status === 0
}
