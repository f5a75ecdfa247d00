import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const LOADER = ['/usr/lib/wine/wine64', '/usr/bin/wine64'].find(existsSync)
const SCRIPTS = join(import.meta.dirname, 'scripts')

/** A Windows of its own, in which logonhost plays one script after the other. */
export class HostRuns {
  #env
  #stage

  constructor({ host, standin, provider, prefix, stage }, display) {
    this.#stage = stage
    mkdirSync(stage, { recursive: true })
    for (const [file, name] of [
      [host, 'logonhost.exe'],
      [standin, 'standin.dll'],
      [provider, 'LatchkeyProvider.dll'],
    ])
      copyFileSync(file, join(stage, name))
    this.#env = { ...process.env, WINEPREFIX: prefix, WINEDEBUG: '-all', DISPLAY: display }
    this.#env.WINEDLLOVERRIDES = 'mscoree,mshtml='
    // What an earlier run left there would count in this one.
    rmSync(prefix, { recursive: true, force: true })
    this.#wine('wineboot', '-i')
    // Without a window manager Wine waits two seconds for its answer whenever a managed window goes.
    this.#wine('reg', 'add', 'HKCU\\Software\\Wine\\X11 Driver', '/v', 'Managed', '/d', 'N', '/f')
    this.#wine(
      'reg',
      'add',
      'HKLM\\SOFTWARE\\Latchkey',
      '/v',
      'ServerUrl',
      '/d',
      'https://reset.corp.test',
      '/f',
    )
  }

  /** Plays the script of that name; its one measure. */
  measure(name) {
    // The crash-loop guard would take the next start for one too many.
    this.#wine('reg', 'delete', 'HKLM\\SOFTWARE\\Latchkey\\State', '/f')
    const { stdout } = this.#wine('logonhost.exe', `Z:${join(SCRIPTS, `${name}.txt`)}`)
    const lines = stdout
      .split(/\r?\n/)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
    const found = lines.find((line) => line.t === 'measure')
    const failure = lines.find((line) => line.t === 'fail')
    if (!found || failure) throw new Error(`${name}: ${failure?.what ?? 'nothing was measured'}`)
    return found
  }

  end() {
    spawnSync('wineserver', ['-k'], { env: this.#env })
    spawnSync('wineserver', ['-w'], { env: this.#env })
  }

  #wine(...args) {
    return spawnSync(LOADER, args, {
      cwd: this.#stage,
      env: this.#env,
      encoding: 'utf8',
      timeout: 120_000,
    })
  }
}
