import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, removeFolder } from '../program.ts'
import { DOMAIN } from './domain.ts'
import type { SambaAd } from './start.ts'

/** Signs in as a PC does, with `kinit`; says whether the domain gave a ticket. */
export async function signsInByKerberos(
  { addresses: [address] }: SambaAd,
  name: string,
  password: string,
): Promise<boolean> {
  const folder = newFolder()
  const config = join(folder, 'krb5.conf')
  writeFileSync(config, krb5Configuration(address))
  const env = { ...process.env, KRB5_CONFIG: config, KRB5CCNAME: `FILE:${join(folder, 'cache')}` }
  const kinit = spawn('kinit', [`${name}@${DOMAIN.realm}`], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  kinit.stdin.on('error', () => undefined)
  kinit.stdin.end(`${password}\n`)
  const [code] = await once(kinit, 'close')
  removeFolder(folder)
  return code === 0
}

/** How Kerberos finds this domain without DNS. */
export function krb5Configuration(address: string): string {
  return [
    '[libdefaults]',
    `default_realm = ${DOMAIN.realm}`,
    'dns_lookup_kdc = false',
    'dns_lookup_realm = false',
    'udp_preference_limit = 1',
    'rdns = false',
    'dns_canonicalize_hostname = false',
    '[realms]',
    `${DOMAIN.realm} = {`,
    `kdc = ${address}`,
    '}',
    '',
  ].join('\n')
}
