import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DataDirectoryRefused, holdDataDirectory, markDataDirectory } from './hold.ts'
import { StoreUnavailable } from './store.ts'

let directory: string
let child: ChildProcess | undefined
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-hold-'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(directory, { recursive: true })
})

const hold = (trial = false) => holdDataDirectory(directory, { trial })

describe('the hold', () => {
  test('is for one server at a time, and ends with its release', () => {
    const first = hold()
    expect(() => hold()).toThrow(DataDirectoryRefused)
    expect(() => hold()).toThrow('Another server')
    first.release()
    hold().release()
  })

  test('keeps out another process, and dies with it even by kill -9', async () => {
    const holder = await startHolder()
    expect(() => hold()).toThrow('Another server')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    hold().release()
  })

  test('makes a directory that is not there', () => {
    const path = join(directory, 'new', 'one')
    holdDataDirectory(path, { trial: false }).release()
    expect(existsSync(path)).toBe(true)
  })

  test('says that a directory cannot be used, as a fault of the store', () => {
    writeFileSync(join(directory, 'file'), '')
    const path = join(directory, 'file', 'below')
    expect(() => holdDataDirectory(path, { trial: false })).toThrow(StoreUnavailable)
  })
})

describe('the mark of a trial', () => {
  test('lets a trial come back to its directory', () => {
    hold(true).release()
    writeFileSync(join(directory, 'latchkey.db'), '')
    hold(true).release()
    markDataDirectory(directory, { trial: true })
  })

  test('keeps production out of a directory with seeded people', () => {
    hold(true).release()
    expect(() => hold(false)).toThrow(DataDirectoryRefused)
    expect(() => markDataDirectory(directory, { trial: false })).toThrow('was made by a trial')
  })

  test('keeps a trial out of a directory with files of production, and leaves it as it was', () => {
    writeFileSync(join(directory, 'latchkey.db'), '')
    expect(() => hold(true)).toThrow(DataDirectoryRefused)
    expect(() => markDataDirectory(directory, { trial: true })).toThrow('not of a trial')
    expect(readdirSync(directory)).toEqual(['latchkey.db'])
  })

  test('is not left behind by production', () => {
    hold(false).release()
    markDataDirectory(directory, { trial: false })
    expect(existsSync(join(directory, 'TRIAL'))).toBe(false)
    hold(true).release()
  })

  test('is not set by a second server that was refused', () => {
    const first = hold(false)
    expect(() => hold(true)).toThrow('Another server')
    expect(existsSync(join(directory, 'TRIAL'))).toBe(false)
    first.release()
  })
})

async function startHolder(): Promise<ChildProcess> {
  const program = `
    import { holdDataDirectory } from ${JSON.stringify(import.meta.resolve('./hold.ts'))}
    holdDataDirectory(${JSON.stringify(directory)}, { trial: false })
    process.stdout.write('held')
    setInterval(() => {}, 1000)`
  child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}
