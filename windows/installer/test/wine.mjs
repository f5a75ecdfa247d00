import { spawn, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LOADER = ['/usr/lib/wine/wine64', '/usr/bin/wine64'].find(existsSync)

// A display comes and goes, with its driver's date, the processor's speed changes, and the number of the last service
// that was started grows: nothing that a package does.
const OF_THE_MACHINE =
  /^hardware|\\Control\\Video\\|\\Control\\ServiceCurrent|\{4d36e968-e325-11ce-bfc1-08002be10318\}/i
const EXPORT = 'registry.reg'
const SCRIPT = 'line.bat'

/** A Windows of its own under a temporary folder; wants a display. */
export class Wine {
  constructor(prefix) {
    this.prefix = prefix
    this.env = { ...process.env, WINEPREFIX: prefix, WINEARCH: 'win64', WINEDEBUG: '-all' }
    // Neither the .NET nor the HTML installer may ask anything.
    this.env.WINEDLLOVERRIDES = 'mscoree=d;mshtml=d'
    // Or the desktop of that Windows would be the home of whoever runs this.
    this.env.HOME = `${prefix}-home`
    mkdirSync(prefix, { recursive: true })
    mkdirSync(this.env.HOME, { recursive: true })
    this.run(['wineboot', '-i'])
    this.end()
    // A program that waits for words that never come: without one this Windows would shut down after every command,
    // start anew for the next, and forget who may read which key.
    this.sleeper = spawn(LOADER, ['cmd'], {
      cwd: prefix,
      env: this.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    // The services that the first program starts hold what it writes to, so this one writes to nothing.
    spawnSync(LOADER, ['cmd', '/c', 'exit'], { cwd: prefix, env: this.env, stdio: 'ignore' })
  }

  run(args, cwd = this.prefix) {
    return spawnSync(LOADER, args, { cwd, env: this.env, encoding: 'latin1', timeout: 120_000 })
  }

  /**
   * As an administrator types it, in the folder of the package; the exit code that a script of theirs would see.
   * Asked of cmd, because Linux cuts what a process gives to eight bits.
   */
  msiexec(folder, line) {
    const script = [`@cd /d "Z:${folder}"`, `@${line}`, '@echo exit=%errorlevel%']
    writeFileSync(join(this.prefix, SCRIPT), `${script.join('\r\n')}\r\n`)
    const { stdout } = this.run(['cmd', '/c', `Z:${join(this.prefix, SCRIPT)}`])
    const code = /exit=(\d+)/.exec(stdout)?.[1]
    if (code === undefined) throw new Error(`${line} gave no exit code: ${stdout}`)
    return Number(code)
  }

  /** The whole registry as a map from `key` and `key|value` to what is written there; HKLM goes without its name. */
  registry() {
    this.run(['regedit', '/E', `C:\\${EXPORT}`])
    const text = readFileSync(join(this.prefix, 'drive_c', EXPORT), 'utf16le')
    return parseRegistry(text.replaceAll('\r\n', '\n').replaceAll(/\\\n\s*/g, ''))
  }

  /** Every file and folder of drive C, with the size of the files. */
  files() {
    const drive = join(this.prefix, 'drive_c')
    const found = new Map()
    for (const name of readdirSync(drive, { recursive: true })) {
      const facts = lstatSync(join(drive, name))
      if (name !== EXPORT) found.set(name, facts.isFile() ? facts.size : 'folder')
    }
    return found
  }

  end() {
    spawnSync('wineserver', ['-k'], { env: this.env })
    spawnSync('wineserver', ['-w'], { env: this.env })
  }
}

function parseRegistry(text) {
  const values = new Map()
  for (const block of text.split('\n\n')) {
    const [head = '', ...lines] = block.trim().split('\n')
    const key = head.match(/^\[(HKEY_.*)\]$/)?.[1].replace(/^HKEY_LOCAL_MACHINE\\?/, '')
    if (key === undefined || OF_THE_MACHINE.test(key)) continue
    values.set(key.toLowerCase(), '')
    for (const line of lines) {
      const [, name, value] = line.match(/^(?:@|"((?:[^"\\]|\\.)*)")=(.*)$/) ?? []
      if (value === undefined) continue
      values.set(`${key}|${unescaped(name ?? '')}`.toLowerCase(), read(value))
    }
  }
  return values
}

function read(value) {
  if (value.startsWith('"')) return unescaped(value.slice(1, -1))
  if (value.startsWith('dword:')) return Number.parseInt(value.slice(6), 16)
  const bytes = Buffer.from(value.replace(/^hex(\(\w+\))?:/, '').replaceAll(',', ''), 'hex')
  return value.startsWith('hex(7)') ? bytes.toString('utf16le').split('\0').filter(Boolean) : bytes
}

function unescaped(text) {
  return text.replaceAll(/\\(.)/g, '$1')
}
