import type { Client } from 'ldapts'
import { DOMAIN, SERVICE } from './domain.ts'
import { runTool } from './tool.ts'

const USER = 'bf967aba-0de6-11d0-a285-00aa003049e2'
const RESET_PASSWORD = '00299570-246d-11d0-a768-00aa006e0529'
const LOCKOUT_TIME = '28630ebf-41d5-11d1-a9c1-0000f80367c1'
const PWD_LAST_SET = 'bf967a0a-0de6-11d0-a285-00aa003049e2'
const USER_ACCOUNT_CONTROL = 'bf967a68-0de6-11d0-a285-00aa003049e2'

/** Gives the service account what it needs over the people, and the sight of their password settings. */
export async function grantLeastRights(client: Client, dir: string): Promise<void> {
  const sid = await sidOf(client, SERVICE.dn)
  const aces = [
    `(OA;CIIO;CR;${RESET_PASSWORD};${USER};${sid})`,
    ...[LOCKOUT_TIME, PWD_LAST_SET, USER_ACCOUNT_CONTROL].map(
      (attribute) => `(OA;CIIO;RPWP;${attribute};${USER};${sid})`,
    ),
  ]
  await allow(dir, DOMAIN.people, aces.join(''))
  await allow(dir, DOMAIN.settings, `(A;CI;LCRP;;;${sid})`)
}

async function allow(dir: string, dn: string, sddl: string): Promise<void> {
  await runTool('samba-tool', [
    ...['dsacl', 'set', '-H', `${dir}/private/sam.ldb`, '-s', '/dev/null'],
    ...['--action=allow', `--objectdn=${dn}`, `--sddl=${sddl}`],
  ])
}

async function sidOf(client: Client, dn: string): Promise<string> {
  const { searchEntries } = await client.search(dn, {
    scope: 'base',
    attributes: ['objectSid'],
    explicitBufferAttributes: ['objectSid'],
  })
  const sid = searchEntries[0]?.objectSid
  if (!Buffer.isBuffer(sid)) throw new Error(`${dn} has no SID`)
  return textOfSid(sid)
}

// MS-DTYP 2.4.2.2: revision, count, an authority of six bytes, and so many numbers of four.
function textOfSid(sid: Buffer): string {
  const parts = Array.from({ length: sid.readUInt8(1) }, (_, n) => sid.readUInt32LE(8 + 4 * n))
  return ['S', sid.readUInt8(0), sid.readUIntBE(2, 6), ...parts].join('-')
}
