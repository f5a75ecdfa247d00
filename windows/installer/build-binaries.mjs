import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeMessages } from '../messages/messages.mjs'

const windows = dirname(dirname(fileURLToPath(import.meta.url)))

export const ARCHITECTURES = {
  // Windows' own threads, as in the tests: the posix model would link a library of threads that nothing here uses.
  x64: { triple: 'x86_64-w64-mingw32', thread: '-win32', cpu: 'AMD64' },
  x86: { triple: 'i686-w64-mingw32', thread: '-win32', cpu: 'X86' },
}

/** Carried in the package, never installed. */
export const ACTIONS = 'latchkey_actions.dll'

/** Builds provider and worker by CMake, the message table and what the installer itself calls. */
export function buildBinaries({ arch, version, into, work, epoch }) {
  mkdirSync(work, { recursive: true })
  mkdirSync(into, { recursive: true })
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(epoch) }
  buildRooms({ arch, version, work, env })
  for (const name of [`LatchkeyProvider-${version}.dll`, 'LatchkeyWorker.exe']) {
    const built = [join(work, 'provider', name), join(work, 'worker', name)].find(existsSync)
    if (!built) throw new Error(`the build made no ${name}`)
    copyFileSync(built, join(into, name))
    // A function that Windows 7 lacks would show at its sign-in screen only.
    run('bash', [join(windows, 'scripts/check-imports.sh'), built], env)
  }
  buildSmall({ arch, version, into, work, env })
}

/** The message table and the installer's own DLL alone: what doesn't need the rooms. */
export function buildSmall({ arch, version, into, work, env = process.env }) {
  mkdirSync(work, { recursive: true })
  mkdirSync(into, { recursive: true })
  buildMessages({ arch, version, into, work, env })
  buildActions({ arch, into, env })
}

function buildRooms({ arch, version, work, env }) {
  const { triple, thread, cpu } = ARCHITECTURES[arch]
  // One path for every checkout, or assertions would carry it into the binary.
  // In quotes, as a path may hold spaces.
  const map = `"-ffile-prefix-map=${windows}=windows" "-ffile-prefix-map=${work}=build"`
  const settings = [
    'CMAKE_BUILD_TYPE=Release',
    'CMAKE_SYSTEM_NAME=Windows',
    `CMAKE_SYSTEM_PROCESSOR=${cpu}`,
    `CMAKE_CXX_COMPILER=${triple}-g++${thread}`,
    `CMAKE_RC_COMPILER=${triple}-windres`,
    `CMAKE_CXX_FLAGS=${map}`,
    `LATCHKEY_VERSION=${version}`,
  ].map((one) => `-D${one}`)
  run('cmake', ['-G', 'Ninja', '-S', windows, '-B', work, ...settings], env)
  // Not the twins for the host tests, which take longer than what is shipped.
  const targets = ['--target', 'latchkey_provider', 'latchkey_worker']
  run('nice', ['-n', '10', 'cmake', '--build', work, '--parallel', '2', ...targets], env)
}

function buildMessages({ arch, version, into, work, env }) {
  const { triple } = ARCHITECTURES[arch]
  const sources = join(windows, 'messages')
  const source = join(work, 'events_table.mc')
  writeFileSync(source, encodeMessages(readFileSync(join(sources, 'events.mc'), 'utf8')))
  run(`${triple}-windmc`, ['-u', '-U', '-h', work, '-r', work, source], env)
  const numbers = version.split(/[-+]/)[0].replaceAll('.', ',')
  const object = join(work, 'events.o')
  const defines = [`-DVERSION_NUMBERS=${numbers},0`, `-DVERSION_TEXT=\\"${version}\\"`]
  run(`${triple}-windres`, ['-I', work, ...defines, join(sources, 'events.rc'), object], env)
  const name = `LatchkeyEvents-${version}.dll`
  const link = ['-shared', '-nostdlib', '-s', '-Wl,--entry=0', ...FIXED]
  run(`${triple}-gcc`, [...link, ...HARDENED[arch], '-o', join(into, name), object], env)
}

function buildActions({ arch, into, env }) {
  const { triple } = ARCHITECTURES[arch]
  const room = join(windows, 'installer', 'actions')
  const sources = readdirSync(room).filter((name) => /\.(cpp|def)$/.test(name))
  const paths = sources.sort().map((name) => join(room, name))
  const defines = ['-DUNICODE', '-DWIN32_LEAN_AND_MEAN', '-D_WIN32_WINNT=0x0601']
  const flags = [
    '-std=c++17',
    '-Os',
    '-fno-exceptions',
    '-ffunction-sections',
    '-Wall',
    '-Wextra',
    '-Werror',
  ]
  const link = [
    '-shared',
    '-static',
    '-s',
    '-Wl,--kill-at',
    '-Wl,--gc-sections',
    ...FIXED,
    ...HARDENED[arch],
  ]
  const target = ['-o', join(into, ACTIONS), '-lmsi', '-ladvapi32', '-lncrypt']
  run(`${triple}-g++`, [...flags, ...defines, ...link, ...paths, ...target], env)
}

// Without the first, the linker makes a base of the path that it writes to.
const FIXED = ['-Wl,--disable-auto-image-base', '-Wl,--no-insert-timestamp']

const HARDENED = {
  x64: ['-Wl,--dynamicbase', '-Wl,--nxcompat', '-Wl,--high-entropy-va'],
  x86: ['-Wl,--dynamicbase', '-Wl,--nxcompat'],
}

function run(program, args, env) {
  const done = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (done.status === 0) return
  const words = done.error?.message ?? `${done.stdout}${done.stderr}`.trim()
  throw new Error(`${program} failed (${done.status ?? done.signal}):\n${words}`)
}
