import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../environments/program.ts'
import { FILTER, PROVIDER } from './add-in.ts'
import { type Language, type Pc, windowsPath } from './pc.ts'
import type { Tools } from './tools.ts'

export const KEPT = join(ROOT, 'reports', 'windows-release')

export type Version = '7' | '8' | '8.1' | '10' | '11'
export type Person = { readonly sid: string; readonly name: string }

/** What the host said, a line of JSON each; the last one is `end`. */
export type Said = { readonly t: string } & Readonly<Record<string, unknown>>
export type Screen = { readonly pc: Pc; readonly tools: Tools }

export type Evening = {
  /** Names the folder of dumps and pictures. */
  readonly name: string
  readonly version: Version
  readonly language: Language
  readonly person: Person
  readonly lines: readonly string[]
  /** Whether LogonUI is at an unlock. */
  readonly isUnlock?: boolean
  /** A PC in no domain, as a Wine prefix is. */
  readonly isAlone?: boolean
}

/** Where the next code is to be put, and what a script calls it. */
export function codeFile({ pc }: Screen): { readonly path: string; readonly said: string } {
  const path = join(pc.room, 'code')
  return { path, said: `@${windowsPath(path)}` }
}

const FIELDS_IN_BOX = 'names image label name user password submit domain how forgot'

/** Version 1 of the in-box provider before Windows 8. */
export const inBoxOf = (version: Version) => (version === '7' ? 'in-box-v1' : 'in-box-v2')

/** Where the add-in wraps the in-box tile, by itself. */
export const isWrapped = (version: Version) => version === '7' || version.startsWith('8')

/** Plays one sign-in screen to the end of its script, with the add-in's DLL as it was installed. */
export async function play(screen: Screen, evening: Evening): Promise<Said[]> {
  const { pc, tools } = screen
  const folder = join(KEPT, evening.name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const script = join(pc.room, 'script.txt')
  writeFileSync(script, scriptOf(tools, evening))
  await pc.forgetStarts()
  await pc.setBuild(evening.version === '11' ? '22631' : undefined)
  const { stdout } = await pc.run(
    [tools.host, '--pictures', windowsPath(folder), windowsPath(script)],
    { language: evening.language },
  )
  rmSync(script)
  rmSync(codeFile(screen).path, { force: true })
  writeFileSync(join(folder, 'said.jsonl'), stdout)
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

function scriptOf(tools: Tools, evening: Evening): string {
  const { version, person, lines, isUnlock = false, isAlone = false } = evening
  const hasUsers = version !== '7'
  return [
    `os ${version}`,
    ...(hasUsers ? [`user ${person.sid} CORP\\${person.name} ${person.name}`] : []),
    `class ${PROVIDER}`,
    `filter-class ${FILTER}`,
    ...(isUnlock ? ['scenario unlock'] : []),
    ...(isWrapped(version) ? [FIELDS_IN_BOX, `packs ${inBoxOf(version)}`] : []),
    `register ${inBoxOf(version)} ${windowsPath(tools.standIn)}`,
    `before ${windowsPath(tools.screenGaps)}`,
    ...(isAlone ? [] : ['env LATCHKEY_GAP_DOMAIN corp.test']),
    `registered ${PROVIDER}`,
    ...lines,
    '',
  ].join('\n')
}

/** What went wrong in a play. How long a call took is asked of a machine that is left alone: see `bench/`. */
export function wrongsOf(said: readonly Said[]): Said[] {
  if (said.at(-1)?.t !== 'end') return [...said.slice(-1), { t: 'no end' }]
  return said.filter(
    ({ t, rule }) => t === 'fail' || t === 'crash' || (t === 'breach' && rule !== 'slow-call'),
  )
}
