import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { downloadPackage, latchkey, MSI } from './add-in.ts'
import { filesWith, linesWith } from './canary.ts'
import { night } from './night.ts'
import { SERVICE } from './pc.ts'
import { KEPT } from './screen.ts'

export function packageCases(): void {
  describe('the package', () => {
    test('the page names its hash, and the published command installs what it hands out', async () => {
      const folder = join(night.stage.pc.room, 'download')
      const { page, sha256 } = await downloadPackage(night.stage.server, folder)
      expect(page).toContain(sha256)
      const ca = await (await fetch(`${night.stage.server.url}/windows/trial-ca.pem`)).text()
      writeFileSync(join(folder, 'trial-ca.pem'), ca)
      await night.stage.pc.trust(join(folder, 'trial-ca.pem'))
      expect(await night.stage.pc.msiexec(folder, `/i ${MSI} /qn`)).toBe(0)
      // Verbose, so that the canary has something to look through.
      await night.stage.pc.set('HKLM\\SOFTWARE\\Latchkey', 'EnableLogging', 1)
      night.installed = { at: Date.now(), registry: new Set(await night.stage.pc.registry()) }
    })
  })
}

/** Last: it looks through all that the others left. */
export function lastCases(): void {
  describe('a machine that is trusted, after all that', () => {
    test('neither restarts nor other servers made another machine of it', async () => {
      const listed = await latchkey(night.stage.server, 'machine', 'list')
      const [own, ...others] = listed.match(/mch_\S+/g) ?? []
      expect(others).toEqual([])
      const record = (await night.stage.pc.registry()).filter((line) => line.startsWith('"Id"='))
      expect(record).toEqual([`"Id"="${own}"`])
    })
  })

  describe('the canary', () => {
    test('no password or code that was typed is in a log, an event, a crash file, a command line or the registry', async () => {
      const { pc, codes } = night.stage
      const passwords = [
        ...night.typed,
        ...[...night.typed].map((one) => `${one}-other`),
        'short-one',
      ]
      const logs = join(pc.prefix, 'drive_c/ProgramData/Latchkey/Logs')
      for (const name of ['provider.log', 'Worker/worker.log'])
        expect(readFileSync(join(logs, name), 'utf8').length, name).toBeGreaterThan(1000)
      expect(passwords.length).toBeGreaterThan(20)
      expect(codes.typed.size).toBeGreaterThan(10)
      const lines = [...pc.commandLines].join('\n')
      expect(lines).toContain(`${SERVICE}.exe`)
      // Found where it is planted, as text and as the bytes of a value, or the search would prove nothing.
      const planted = 'Planted-Lantern-1'
      const plantedFile = join(pc.prefix, 'drive_c/users/planted.bin')
      writeFileSync(plantedFile, Buffer.from(`x${planted}`, 'utf16le').subarray(1))
      await pc.set('HKCU\\Software\\Planted', 'Text', planted)
      const hex = Buffer.from(planted, 'utf16le').toString('hex')
      await pc.run([
        'reg',
        'add',
        'HKCU\\Software\\Planted',
        '/v',
        'Bytes',
        '/t',
        'REG_BINARY',
        '/d',
        hex,
        '/f',
      ])
      const registry = await pc.registry()
      expect(filesWith(pc.prefix, [planted])).toContain(plantedFile)
      expect(linesWith(registry, [planted])).toHaveLength(2)

      expect(filesWith(pc.prefix, passwords)).toEqual([])
      expect(linesWith(registry, passwords)).toEqual([])
      // Six digits are somewhere in Windows' own files by chance: looked through is what came after the installation.
      const codesTyped = [...codes.typed]
      const isRegistry = (path: string) => /\/(system|user|userdef)\.reg$/.test(path)
      const changed = filesWith(pc.prefix, codesTyped, night.installed.at)
      expect(changed.filter((path) => !isRegistry(path))).toEqual([])
      const fresh = registry.filter((line) => !night.installed.registry.has(line))
      expect(linesWith(fresh, codesTyped)).toEqual([])
      expect([...passwords, ...codesTyped].filter((one) => lines.includes(one))).toEqual([])
      expect(filesWith(KEPT, passwords)).toEqual([])
    })
  })

  describe('the end', () => {
    test('the published command removes it, though its service was gone before', async () => {
      const folder = join(night.stage.pc.room, 'download')
      expect(await night.stage.pc.msiexec(folder, `/x ${MSI} /qn`)).toBe(0)
      expect(existsSync(join(night.stage.pc.prefix, 'drive_c/Program Files/Latchkey'))).toBe(false)
      expect(existsSync(join(night.stage.pc.prefix, 'drive_c/ProgramData/Latchkey'))).toBe(false)
      const registry = await night.stage.pc.registry()
      expect(
        registry.filter((line) => /LatchkeyProvider|^\[.*\\SOFTWARE\\Latchkey\]$/.test(line)),
      ).toEqual([])
    })
  })
}
