import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './tool.ts'

// Samba lets nobody write these over LDAP; its own tool may, with the control that goes around the rules.
const PASSWORD_RULES_OFF = 'local_oid:1.3.6.1.4.1.7165.4.3.12:0'
const TIMES = ['pwdLastSet', 'badPasswordTime', 'lockoutTime']
const HUNDRED_NS_PER_MS = 10_000n

/** Moves everything that was noted about these accounts into the past, which is as good as waiting. */
export async function advance(
  dir: string,
  configFile: string,
  dns: readonly string[],
  ms: number,
): Promise<void> {
  const database = ['-H', join(dir, 'private', 'sam.ldb'), `--configfile=${configFile}`]
  const lines: string[] = []
  for (const dn of dns) {
    const entry = await runTool('ldbsearch', [...database, '-b', dn, '-s', 'base', ...TIMES])
    lines.push(...moved(dn, entry, BigInt(ms) * HUNDRED_NS_PER_MS))
  }
  const file = join(dir, 'clock.ldif')
  writeFileSync(file, lines.join('\n'))
  await runTool('ldbmodify', [...database, `--controls=${PASSWORD_RULES_OFF}`, file])
}

function moved(dn: string, entry: string, by: bigint): string[] {
  const changes = TIMES.flatMap((name) => {
    const value = BigInt(new RegExp(`^${name}: (\\d+)$`, 'm').exec(entry)?.[1] ?? 0)
    return value === 0n ? [] : [`replace: ${name}`, `${name}: ${value - by}`, '-']
  })
  const name = `dn:: ${Buffer.from(dn).toString('base64')}`
  return changes.length === 0 ? [] : [name, 'changetype: modify', ...changes, '']
}
