import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ADMINISTRATOR, DOMAIN } from './domain.ts'
import { runTool } from './tool.ts'

/** Makes a new domain in an empty folder. Takes about five seconds of a processor. */
export async function provision(dir: string): Promise<void> {
  await runTool('samba-tool', [
    ...['domain', 'provision', `--targetdir=${dir}`, '--configfile=/dev/null'],
    ...[`--realm=${DOMAIN.realm}`, `--domain=${DOMAIN.netbios}`, '--server-role=dc'],
    ...['--dns-backend=NONE', '--host-name=dc1', '--host-ip=127.0.0.1'],
    `--adminpass=${ADMINISTRATOR.password}`,
    // Without it the tool wants a file system with POSIX ACLs.
    '--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb',
  ])
}

export type Place = {
  readonly dir: string
  readonly address: string
  readonly certificateFile: string
  readonly keyFile: string
}

/** Writes the configuration of one domain controller over the database in `dir`, and says where. */
export function configure({ dir, address, certificateFile, keyFile }: Place): string {
  const own = join(dir, address)
  for (const one of ['cache', 'run', 'ncalrpc', 'winbindd', 'ntp', 'dns'])
    mkdirSync(join(own, one), { recursive: true })
  const file = join(dir, `${address}.conf`)
  const global = {
    'netbios name': 'DC1',
    realm: DOMAIN.realm,
    workgroup: DOMAIN.netbios,
    'server role': 'active directory domain controller',
    'server services': 'rpc, ldap, cldap, kdc',
    interfaces: `${address}/8`,
    'bind interfaces only': 'yes',
    'disable netbios': 'yes',
    'private dir': join(dir, 'private'),
    'state directory': join(dir, 'state'),
    'lock directory': dir,
    'cache directory': join(own, 'cache'),
    'pid directory': join(own, 'run'),
    'ncalrpc dir': join(own, 'ncalrpc'),
    'winbindd socket directory': join(own, 'winbindd'),
    'ntp signd socket directory': join(own, 'ntp'),
    'binddns dir': join(own, 'dns'),
    'log file': join(own, 'log.%m'),
    'tls enabled': 'yes',
    'tls certfile': certificateFile,
    'tls keyfile': keyFile,
    'tls cafile': certificateFile,
    'ldap server require strong auth': 'yes',
    // Otherwise the old password still binds for an hour.
    'old password allowed period': '0',
    'vfs objects': 'dfs_samba4 acl_xattr xattr_tdb',
  }
  const lines = Object.entries(global).map(([key, value]) => `\t${key} = ${value}`)
  writeFileSync(file, `[global]\n${lines.join('\n')}\n${shares(dir)}`)
  return file
}

// A domain controller without these two does not start.
function shares(dir: string): string {
  const sysvol = join(dir, 'state', 'sysvol')
  return `[sysvol]\n\tpath = ${sysvol}\n[netlogon]\n\tpath = ${sysvol}/corp.test/scripts\n`
}
