import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LOADER = ['/usr/lib/wine/wine64', '/usr/bin/wine64'].find(existsSync)

/** A Windows of its own under a temporary folder; wants a display. Exit codes are cut to eight bits: 1603 is 67. */
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
  }

  run(args, cwd = this.prefix) {
    return spawnSync(LOADER, args, { cwd, env: this.env, encoding: 'latin1', timeout: 120_000 })
  }

  /** As an administrator types it, in the folder of the package. */
  msiexec(folder, line) {
    return this.run(['msiexec', ...line.split(' ')], folder).status
  }

  /** HKLM as a map from `key` and `key|value` to what is written there. */
  registry() {
    this.run(['regedit', '/E', 'C:\\registry.reg', 'HKEY_LOCAL_MACHINE'])
    const text = readFileSync(join(this.prefix, 'drive_c/registry.reg'), 'utf16le')
    return parseRegistry(text.replaceAll('\r\n', '\n').replaceAll(/\\\n\s*/g, ''))
  }

  files() {
    const drive = join(this.prefix, 'drive_c')
    const names = [
      'Program Files',
      'Program Files (x86)',
      'ProgramData',
      'windows/Installer',
      'windows/system32',
    ].flatMap((folder) => namesUnder(drive, folder))
    return new Set(names)
  }

  end() {
    spawnSync('wineserver', ['-k'], { env: this.env })
    spawnSync('wineserver', ['-w'], { env: this.env })
  }
}

function namesUnder(drive, folder) {
  const at = join(drive, folder)
  if (!existsSync(at)) return []
  return readdirSync(at, { recursive: true }).map((name) => `${folder}/${name}`)
}

function parseRegistry(text) {
  const values = new Map()
  for (const block of text.split('\n\n')) {
    const [head = '', ...lines] = block.trim().split('\n')
    const key = head.match(/^\[HKEY_LOCAL_MACHINE\\(.*)\]$/)?.[1]
    // A display comes and goes and the processor's speed changes: no part of what a package does.
    if (key === undefined || /^hardware|\\Control\\Video\\/i.test(key)) continue
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
