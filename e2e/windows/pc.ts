import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from '../environments/deadline.ts'
import { type Program, runProgram, startProgram } from '../environments/program.ts'
import { readRegistry } from './canary.ts'
import { noteCommandLines } from './command-lines.ts'
import type { Tools } from './tools.ts'

const LOADER =
  ['/usr/lib/wine/wine64', '/usr/bin/wine64', '/usr/bin/wine'].find(existsSync) ?? 'wine'
const SETTINGS = 'HKLM\\SOFTWARE\\Latchkey'
const STATE = `${SETTINGS}\\State`
const STARTS = 'Starts'
const WINDOWS = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const HOST_IN_WINE = 'HKCU\\Software\\Wine\\AppDefaults\\logonhost.exe'
export const SERVICE = 'LatchkeyWorker'

export type Language = 'en' | 'fr'

/** An event as the add-in wrote it. */
export type Event = { readonly id: number; readonly inserts: readonly string[] }

/** A Windows of its own: a Wine prefix with a screen. */
export type Pc = {
  readonly prefix: string
  readonly room: string
  run(line: readonly string[], options?: RunOptions): Promise<Ran>
  /** What the program that runs now has written so far. */
  shown(): string
  /** As an administrator types it, in that folder. */
  msiexec(folder: string, line: string): Promise<number | null>
  set(key: string, name: string, value: string | number): Promise<void>
  unset(key: string, name?: string): Promise<void>
  setServer(url: string): Promise<void>
  /** Forgets what the crash-loop guard counted: a test's sign-in screens come faster than people's. */
  forgetStarts(): Promise<void>
  /** The build of Windows; `undefined` is Wine's own. */
  setBuild(build: string | undefined): Promise<void>
  trust(pem: string): Promise<void>
  events(): Event[]
  /** Every line of the registry as it is now. */
  registry(): Promise<string[]>
  /** What any process of this PC was started with, so far as it was seen. */
  readonly commandLines: ReadonlySet<string>
  restart(): Promise<void>
  shutDown(): Promise<void>
}

export type Ran = { readonly code: number | null; readonly stdout: string }
export type RunOptions = { readonly cwd?: string; readonly language?: Language }

export async function openPc(room: string, tools: Tools): Promise<Pc> {
  const prefix = join(room, 'pc')
  const screen = await openScreen()
  const env = await environmentOf(room, prefix, screen.display)
  const wineserver = (...options: string[]) =>
    runDetached(options, { command: ['wineserver'], env, cwd: room })
  const run: Pc['run'] = (line, { cwd = room, language = 'en' } = {}) =>
    runDetached(line, {
      command: ['nice', '-n', '10', LOADER],
      cwd,
      env: { ...env, LC_ALL: language === 'fr' ? 'fr_FR.UTF-8' : 'C.UTF-8' },
    })
  const must = async (line: readonly string[]) => {
    const done = await run(line)
    if (done.code !== 0) throw new Error(`${line.join(' ')}: ${done.code}\n${done.stdout}`)
  }
  // A service must outlive the sign-in screen that started it, and Wine ends with its last program: this one waits for
  // a word that never comes. It also keeps what tells Wine that it is up; the next program would start it once more.
  const boot = async () => {
    rmSync(join(room, 'never'), { force: true })
    startProgram([LOADER, 'cmd'], {
      command: ['sh', '-c', 'mkfifo never && exec "$@" <>never >/dev/null 2>&1', 'sh'],
      cwd: room,
      env: { ...env, LC_ALL: 'C.UTF-8' },
    })
    await eventually('the first program', () => existsSync(join(room, 'never')) || undefined)
    await pause(500)
    await must(['cmd', '/c', 'exit'])
  }
  const end = async () => {
    await wineserver('-k')
    await wineserver('-w')
  }
  const commandLines = new Set<string>()
  const watching = setInterval(() => noteCommandLines(prefix, commandLines), 200)
  const pc: Pc = {
    prefix,
    room,
    commandLines,
    run,
    shown: () => textIn(outOf(env)),
    msiexec: async (folder, line) =>
      (await run(['msiexec', ...line.split(' ')], { cwd: folder })).code,
    set: (key, name, value) =>
      must(
        ['reg', 'add', key, '/v', name, '/d', String(value), '/f'].concat(
          typeof value === 'number' ? ['/t', 'REG_DWORD'] : [],
        ),
      ),
    unset: async (key, name) => {
      await run(['reg', 'delete', key, ...(name === undefined ? [] : ['/v', name]), '/f'])
    },
    setServer: async (url) => {
      await pc.set(SETTINGS, 'ServerUrl', url)
      // A worker keeps to one server while it holds a flow of it.
      await run(['net', 'stop', SERVICE])
    },
    // That value only: beside it is what the PC remembers of being a machine of the server.
    forgetStarts: () => pc.unset(STATE, STARTS),
    setBuild: async (build) => {
      await pc.unset(HOST_IN_WINE, 'Version')
      for (const name of ['CurrentBuild', 'CurrentBuildNumber'])
        await pc.set(WINDOWS, name, build ?? '18362')
    },
    trust: async (pem) => {
      const { stdout } = await run([tools.trust, windowsPath(pem)])
      if (!stdout.includes('added')) throw new Error(`the authority was not taken: ${stdout}`)
    },
    events: () => readEvents(join(prefix, 'drive_c/windows/gaps-events.txt')),
    registry: async () => {
      const file = join(room, 'registry.reg')
      await must(['regedit', '/E', windowsPath(file)])
      return readRegistry(file)
    },
    restart: async () => {
      await end()
      await boot()
    },
    shutDown: async () => {
      clearInterval(watching)
      await end()
      await screen.program.kill('SIGTERM')
    },
  }
  mkdirSync(prefix, { recursive: true })
  await boot()
  // From here on as Windows 10, whose version is in the registry; the host changes it for itself.
  await must(['winecfg', '/v', 'win10'])
  copyFileSync(tools.ncrypt, join(prefix, 'drive_c/windows/system32/ncrypt.dll'))
  for (const program of [`${SERVICE}.exe`, 'logonhost.exe'])
    await pc.set(`HKCU\\Software\\Wine\\AppDefaults\\${program}\\DllOverrides`, 'ncrypt', 'native')
  // Without a window manager Wine waits two seconds for its answer whenever a managed window goes.
  await pc.set('HKCU\\Software\\Wine\\X11 Driver', 'Managed', 'N')
  return pc
}

// Services that a program starts keep what it writes to, and a pipe of ours would never end.
async function runDetached(
  line: readonly string[],
  { command, env, cwd }: { command: string[]; env: Record<string, string>; cwd: string },
): Promise<Ran> {
  const out = outOf(env)
  const { code } = await runProgram([...command, ...line], {
    command: ['sh', '-c', 'exec "$@" </dev/null >"$OUT" 2>/dev/null', 'sh'],
    env: { ...env, OUT: out },
    cwd,
  })
  const stdout = readFileSync(out, 'utf8')
  // Whoever reads along with the next program must not take this one's words for it.
  rmSync(out)
  return { code, stdout }
}

function outOf(env: Record<string, string>): string {
  return join(env.HOME ?? '', 'out.txt')
}

function textIn(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** A path of this computer as the PC sees it. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll('/', '\\')}`
}

async function environmentOf(
  room: string,
  prefix: string,
  display: string,
): Promise<Record<string, string>> {
  const home = join(room, 'home')
  const locales = join(room, 'locales')
  for (const folder of [home, locales]) mkdirSync(folder, { recursive: true })
  // Wine takes the language of its screens from here, and the system need not have French.
  const made = await runProgram(['-i', 'fr_FR', '-f', 'UTF-8', join(locales, 'fr_FR.UTF-8')], {
    command: ['localedef'],
  })
  if (made.code !== 0) throw new Error(`localedef: ${made.stderr}`)
  return {
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    // Neither the .NET nor the HTML installer may ask anything.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    LOCPATH: locales,
    HOME: home,
    DISPLAY: display,
  }
}

async function openScreen(): Promise<{ readonly program: Program; readonly display: string }> {
  const size = ['-screen', '0', '1024x768x24', '-nolisten', 'tcp']
  const program = startProgram(['-displayfd', '1', ...size], { command: ['Xvfb'] })
  const number = await eventually('a display', () => {
    if (program.hasEnded()) throw new Error(`Xvfb: ${program.stderr()}`)
    return /^\d+/.exec(program.stdout())?.[0]
  })
  return { program, display: `:${number}` }
}

function readEvents(path: string): Event[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [id = '', , ...inserts] = line.split('\t')
      // The message compiler puts the severity into the two highest bits.
      return { id: Number(id) & 0xff_ff, inserts }
    })
}
