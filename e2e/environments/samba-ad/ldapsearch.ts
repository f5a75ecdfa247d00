import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, removeFolder, runProgram } from '../program.ts'
import { DOMAIN } from './domain.ts'
import { krb5Configuration } from './kerberos.ts'
import type { SambaAd } from './start.ts'

/**
 * Signs in as a person with the directory's own tools: a simple bind over TLS, or a ticket. A search of
 * the root follows, as Samba answers no "Who am I?" (RFC 4532). The ticket names the server, which no DNS
 * here knows: the tools run where the hosts file does.
 */
export async function bindsByLdap(
  { addresses: [address], ca }: SambaAd,
  name: string,
  password: string,
  way: 'simple' | 'GSSAPI',
): Promise<boolean> {
  const folder = newFolder()
  const file = (called: string, text: string) => {
    const path = join(folder, called)
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const secret = file('secret', password)
  const hosts = file('hosts', `127.0.0.1 localhost\n${address} ${DOMAIN.host}\n`)
  const root = `-LLL -b '' -s base defaultNamingContext`
  const line = {
    simple: `ldapsearch -x -H ldaps://${DOMAIN.host} -D ${name}@${DOMAIN.realm.toLowerCase()} -y ${secret} ${root}`,
    GSSAPI: `kinit ${name}@${DOMAIN.realm} < ${secret} && ldapsearch -N -Q -Y GSSAPI -H ldap://${DOMAIN.host} ${root}`,
  }[way]
  const inside = `mount --bind ${hosts} /etc/hosts && ${line}`
  const { code } = await runProgram([inside], {
    command: ['unshare', '--mount', 'bash', '-c'],
    env: {
      LDAPTLS_CACERT: file('ca.pem', ca),
      KRB5_CONFIG: file('krb5.conf', krb5Configuration(address)),
      KRB5CCNAME: `FILE:${join(folder, 'cache')}`,
    },
  })
  removeFolder(folder)
  return code === 0
}
