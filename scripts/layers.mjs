import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { installDebian } from './debian.mjs'
import { say } from './say.mjs'

const WINE = [
  'mingw-w64',
  'wine',
  'wine64',
  'xvfb',
  'xauth',
  'cmake',
  'ninja-build',
  'nlohmann-json3-dev',
  'doctest-dev',
  'openssl',
]

const DIRECTORIES = [
  ...['slapd', 'ldap-utils', 'dnsmasq-base', 'openssl'],
  // A quality module for slapd is built.
  ...['gcc', 'libc6-dev'],
  ...['samba', 'samba-ad-provision', 'samba-dsdb-modules', 'samba-vfs-modules', 'winbind'],
  ...['krb5-user', 'ldb-tools', 'libsasl2-modules-gssapi-mit'],
  ...['chromium', 'fonts-dejavu-core', 'util-linux', 'mount'],
]

/** The layers beyond the inner loop: what each needs of the machine, and its Vitest configuration. */
export const LAYERS = [
  {
    name: 'browser',
    config: 'e2e/scenarios/vitest.config.ts',
    // Without a font every screenshot would show empty boxes. The last two play a phone with an app on it.
    debian: ['chromium', 'fonts-dejavu-core', 'oathtool', 'zbar-tools'],
  },
  {
    name: 'process',
    config: 'e2e/process/vitest.config.ts',
    debian: ['curl', 'openssl', 'util-linux', 'mount'],
  },
  // Most of it is what the inner loop ran on SQLite already, once more: it takes over ten minutes, too long for
  // `npm test`, and is run by `npm run test:postgres`.
  {
    name: 'postgres',
    config: 'e2e/postgres/vitest.config.ts',
    debian: ['postgresql', 'chromium', 'fonts-dejavu-core', 'openssl'],
    isApart: true,
  },
  {
    name: 'directories',
    config: 'e2e/directories/vitest.config.ts',
    debian: DIRECTORIES,
  },
  {
    name: 'gateways',
    config: 'e2e/gateways/vitest.config.ts',
    // `kannel-extras` has the network that keeps what it is given.
    debian: ['kannel', 'kannel-extras', 'openssl'],
  },
  {
    name: 'windows-flow',
    script: 'windows/scripts/test-flow.sh',
    debian: [
      'clang',
      'libclang-rt-14-dev',
      'cmake',
      'ninja-build',
      'nlohmann-json3-dev',
      'doctest-dev',
    ],
  },
  // Under Wine: the DLL in a LogonUI that is played. A machine without Wine and MinGW gets 340 MB of packages first, which
  // is a minute or two.
  { name: 'windows-host', script: 'windows/scripts/test-host.sh', debian: WINE },
  // By `npm run test:windows` alone: stable, and a minute and a half once it is built, but where nothing is built it compiles
  // the worker for two architectures first, which with the host's build is not shown to stay under six minutes.
  { name: 'windows-worker', script: 'windows/scripts/test-worker.sh', debian: WINE, isApart: true },
  // Together these take longer than all the others, and what they add is the packages
  // (built as a release for two architectures, four times over where every byte is compared), a whole evening of people
  // who really wait half a minute or two, and a 32-bit Wine that is unpacked for the purpose.
  {
    name: 'windows-installer',
    script: 'windows/scripts/test-installer.sh',
    debian: [...WINE, 'wixl', 'msitools', 'osslsigncode', 'libxml2-utils'],
    isApart: true,
  },
  {
    name: 'windows-reproducible',
    script: 'windows/scripts/test-reproducible.sh',
    debian: ['mingw-w64', 'wixl', 'msitools', 'cmake', 'ninja-build', 'nlohmann-json3-dev'],
    isApart: true,
  },
  {
    name: 'windows-x86',
    script: 'windows/scripts/test-x86.sh',
    debian: [...WINE, 'wixl', 'msitools'],
    isApart: true,
  },
  {
    name: 'windows-release',
    config: 'e2e/windows/vitest.config.ts',
    // `locales` has the sources of French, which the sign-in screen speaks half of the time.
    debian: [...WINE, ...DIRECTORIES, 'wixl', 'msitools', 'osslsigncode', 'clang', 'locales'],
    isApart: true,
  },
]

/** Runs one layer against the bundle, or says why it can't run here. */
export function runLayer(layer) {
  const reason = installDebian(layer.debian)
  if (reason === undefined)
    return layer.script ? runScript(layer) : runVitest(layer.name, ['--config', layer.config])
  say(`${layer.name} cannot run here: ${reason}`)
  return writeReport(layer.name, { ...unable(), reason })
}

/** Runs a layer that is no Vitest suite: its script writes the counts into its report. */
function runScript({ name, script }) {
  rmSync(reportOf(name), { force: true })
  const started = performance.now()
  const { status } = spawnSync('bash', [script], { stdio: 'inherit' })
  const counts = readCounts(name)
  const failed = status === 0 ? counts.failed : Math.max(1, counts.failed)
  return { name, ...counts, failed, seconds: (performance.now() - started) / 1000 }
}

function readCounts(name) {
  try {
    return JSON.parse(readFileSync(reportOf(name), 'utf8'))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

// A layer that was passed over must not look like one that passed, least of all where nobody watches.
function unable() {
  return process.env.CI === 'true'
    ? { passed: 0, failed: 1, skipped: 0 }
    : { passed: 0, failed: 0, skipped: 1 }
}

/** Runs Vitest and keeps its report as `reports/<name>.json`. `before` counts steps that came first. */
export function runVitest(name, args, before = { passed: 0, failed: 0 }) {
  const file = reportOf(name)
  rmSync(file, { force: true })
  mkdirSync('reports', { recursive: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const started = performance.now()
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...args, ...reporters],
    { stdio: 'inherit' },
  )
  const counts = countsOf(file)
  // A file that did not even load fails no test of its own.
  const failed = status === 0 ? counts.failed : Math.max(1, counts.failed)
  return {
    name,
    passed: counts.passed + before.passed,
    failed: failed + before.failed,
    skipped: counts.skipped,
    seconds: (performance.now() - started) / 1000,
  }
}

function countsOf(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

function writeReport(name, counts) {
  mkdirSync('reports', { recursive: true })
  writeFileSync(reportOf(name), `${JSON.stringify(counts)}\n`)
  return { name, seconds: 0, ...counts }
}

function reportOf(name) {
  return `reports/${name}.json`
}
