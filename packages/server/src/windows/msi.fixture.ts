import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PACKAGE_FILE } from './packages.ts'

/** Why a test of packages can't run here; nothing where it can. */
export function whyNoMsi(...tools: readonly string[]): string | undefined {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
  if (missing.length > 0) return `${missing.join(', ')} missing: apt-get install wixl msitools`
  return
}

/** A folder with packages as the add-in's build leaves them, made by wixl. */
export type MsiFixture = {
  readonly dir: string
  readonly path: (architecture: 'x64' | 'x86') => string
  remove(): void
}

type Wishes = {
  readonly architectures?: readonly ('x64' | 'x86')[]
  /** How large the file in the package is. */
  readonly payload?: number
  /** Properties beside the usual ones. */
  readonly properties?: Readonly<Record<string, string>>
}

export function createMsiFixture(wishes: Wishes = {}): MsiFixture {
  const { architectures = ['x64'], payload = 10_000, properties = {} } = wishes
  const dir = mkdtempSync(join(tmpdir(), 'latchkey-msi-'))
  const path = (architecture: string) => join(dir, architecture, PACKAGE_FILE)
  writeFileSync(join(dir, 'file.bin'), unpackable(payload))
  writeFileSync(join(dir, 'package.wxs'), sourceOf(properties))
  for (const architecture of architectures) {
    mkdirSync(join(dir, architecture))
    const args = ['-a', architecture, '-o', path(architecture), 'package.wxs']
    const { status, stderr } = spawnSync('wixl', args, { cwd: dir, encoding: 'utf8' })
    if (status !== 0) throw new Error(`wixl: ${stderr}`)
  }
  return { dir, path, remove: () => rmSync(dir, { recursive: true }) }
}

/** What msitools read in a package: a table as text. */
export function exportTable(path: string, table: string): string {
  const { stdout, status, stderr } = spawnSync('msiinfo', ['export', path, table], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`msiinfo: ${stderr}`)
  return stdout
}

/** The code by which Windows tells packages apart, from the summary information. */
export function packageCode(path: string): string {
  const lines = exportTable(path, '_SummaryInformation').split('\r\n')
  const line = lines.find((one) => one.startsWith('9\t'))
  if (line === undefined) throw new Error(`no package code in ${path}`)
  return line.slice(2)
}

// A cabinet must not shrink it: its size decides how the package lays out its sectors.
function unpackable(bytes: number): Buffer {
  const noise = Buffer.alloc(bytes)
  let state = 1
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    noise[at] = state >>> 24
  }
  return noise
}

function sourceOf(properties: Readonly<Record<string, string>>): string {
  const more = Object.entries(properties).map(
    ([id, value]) => `<Property Id="${id}" Value="${value}"/>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="7C1B7A0E-3B0B-4C55-9E3D-0C9E7D0E5A01" UpgradeCode="7C1B7A0E-3B0B-4C55-9E3D-0C9E7D0E5A02"
    Version="1.0.0" Language="1033" Name="Test" Manufacturer="Latchkey">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"/>
    <Media Id="1" Cabinet="test.cab" EmbedCab="yes"/>
    ${more.join('\n    ')}
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="ProgramFilesFolder">
      <Component Id="One" Guid="7C1B7A0E-3B0B-4C55-9E3D-0C9E7D0E5A03">
        <File Id="One" Name="file.bin" Source="file.bin" KeyPath="yes"/>
      </Component>
    </Directory></Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="One"/></Feature>
  </Product>
</Wix>
`
}
