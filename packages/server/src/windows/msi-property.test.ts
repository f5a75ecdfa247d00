import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readCompoundFile } from './compound-file.ts'
import { writeCompoundFile } from './compound-file-writer.ts'
import {
  createMsiFixture,
  exportTable,
  type MsiFixture,
  packageCode,
  whyNoMsi,
} from './msi.fixture.ts'
import { setMsiProperty } from './msi-property.ts'
import { PackageRefused } from './package-refused.ts'

const URL = 'https://reset.example.org'
const NAME = 'DEFAULT_SERVER_URL'
const TABLES = ['Property', 'File', 'Component', 'Directory', 'Feature', 'Media']

const SUMMARY = '_SummaryInformation'

const reason = whyNoMsi('wixl', 'msiinfo', 'msiextract')
const title = reason === undefined ? 'a package' : `a package (not here: ${reason})`

describe.skipIf(reason !== undefined)(title, () => {
  let fixture: MsiFixture
  afterEach(() => fixture.remove())

  const make = (wishes: Parameters<typeof createMsiFixture>[0] = {}) => {
    fixture = createMsiFixture(wishes)
    return readFileSync(fixture.path('x64'))
  }
  const keep = (msi: Buffer) => {
    const path = join(fixture.dir, 'changed.msi')
    writeFileSync(path, msi)
    return path
  }
  const tablesOf = (path: string) => TABLES.map((table) => exportTable(path, table).split('\r\n'))

  test('gets a property that it did not have, and keeps everything else', () => {
    const path = keep(setMsiProperty(make(), NAME, URL))
    const [before = [], ...rest] = tablesOf(fixture.path('x64'))
    const [after = [], ...others] = tablesOf(path)
    expect(after.toSorted()).toEqual([...before, `${NAME}\t${URL}`].toSorted())
    expect(others).toEqual(rest)
    const summaries = [fixture.path('x64'), path].map((one) =>
      exportTable(one, SUMMARY).split('\r\n'),
    )
    const [was, is] = summaries.map((lines) => lines.filter((line) => !line.startsWith('9\t')))
    expect(is).toEqual(was)
  })

  test('gets a package code of its own, and another for another address', () => {
    const msi = make()
    const original = packageCode(fixture.path('x64'))
    const codes = [URL, 'https://other.example.org'].map((url) =>
      packageCode(keep(setMsiProperty(msi, NAME, url))),
    )
    expect(new Set([original, ...codes]).size).toBe(3)
    for (const code of codes)
      expect(code).toMatch(/^\{[\dA-F]{8}-[\dA-F]{4}-8[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}\}$/)
  })

  test('stays as it is, code included, where it has that value already', () => {
    const msi = make({ properties: { [NAME]: URL } })
    expect(setMsiProperty(msi, NAME, URL).equals(msi)).toBe(true)
  })

  test('is refused where it has no package code to replace', () => {
    const msi = make()
    const code = Buffer.from(packageCode(fixture.path('x64')), 'latin1')
    const at = msi.indexOf(code)
    // Its type: from a text to a number.
    msi.writeUInt32LE(3, at - 8)
    expect(() => setMsiProperty(msi, NAME, URL)).toThrow('it has no package code')
  })

  test('gets another value for one that it had', () => {
    const msi = make({ properties: { [NAME]: 'https://old.example.org', OTHER: 'stays' } })
    const lines = exportTable(keep(setMsiProperty(msi, NAME, URL)), 'Property').split('\r\n')
    expect(lines).toContain(`${NAME}\t${URL}`)
    expect(lines).toContain('OTHER\tstays')
    expect(lines.join()).not.toContain('old.example.org')
  })

  test('takes a value that another property has already, and gives it back', () => {
    const msi = make({ properties: { OTHER: URL } })
    const once = setMsiProperty(msi, NAME, URL)
    const twice = setMsiProperty(once, NAME, 'https://other.example.org')
    const lines = exportTable(keep(twice), 'Property').split('\r\n')
    expect(lines).toContain(`OTHER\t${URL}`)
    expect(lines).toContain(`${NAME}\thttps://other.example.org`)
  })

  test.each([
    ['in shared sectors', 100],
    ['in sectors of its own', 10_000],
    ['past what the header lists', 8_000_000],
  ])('keeps its file, which lies %s', (_, payload) => {
    const path = keep(setMsiProperty(make({ payload }), NAME, URL))
    const out = join(fixture.dir, 'out')
    mkdirSync(out)
    expect(spawnSync('msiextract', ['-C', out, path]).status).toBe(0)
    const found = spawnSync('find', [out, '-name', 'file.bin', '-print'], { encoding: 'utf8' })
    const original = readFileSync(join(fixture.dir, 'file.bin'))
    expect(readFileSync(found.stdout.trim()).equals(original)).toBe(true)
  })

  test('is the same bytes each time', () => {
    const msi = make()
    expect(setMsiProperty(msi, NAME, URL).equals(setMsiProperty(msi, NAME, URL))).toBe(true)
  })

  test('is read as it was written', () => {
    const file = readCompoundFile(make())
    const again = readCompoundFile(writeCompoundFile(file))
    expect(again.entries.map(({ name, content }) => [name, content.toString('hex')])).toEqual(
      file.entries.map(({ name, content }) => [name, content.toString('hex')]),
    )
  })

  test('is refused where it is damaged, at whatever place', () => {
    const msi = make()
    for (let at = 0x1e; at < 0x50; at += 1) {
      const broken = Buffer.from(msi)
      broken[at] = (broken[at] ?? 0) ^ 0x55
      try {
        setMsiProperty(broken, NAME, URL)
      } catch (error) {
        expect(error).toBeInstanceOf(PackageRefused)
      }
    }
    for (const length of [0, 100, 511, 1024, 2048, msi.length / 2])
      expect(() => setMsiProperty(msi.subarray(0, length), NAME, URL)).toThrow(PackageRefused)
  })

  test('is refused where its sectors go round in a ring', () => {
    const ring = Buffer.from(make())
    const first = ring.readUInt32LE(0x30)
    const fat = ring.readUInt32LE(0x4c)
    ring.writeUInt32LE(first, (fat + 1) * 512 + first * 4)
    expect(() => setMsiProperty(ring, NAME, URL)).toThrow('it is damaged')
  })
})

test('what is no package is refused', () => {
  expect(() => setMsiProperty(Buffer.alloc(4096), NAME, URL)).toThrow(PackageRefused)
})
