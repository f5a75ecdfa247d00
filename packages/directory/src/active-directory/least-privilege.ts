import type { Inspection } from '../directory.ts'
import { RESET_PASSWORD, USER, WRITTEN } from './needed-rights.ts'
import type { OwnAccount } from './own-account.ts'

type Place = {
  readonly account: OwnAccount
  readonly netbios: string
  readonly searchBases: readonly string[]
  readonly settingsContainer: string
}

/**
 * What an administrator runs so that Latchkey's account can do its work and nothing more: rights over
 * people only, inherited below the search bases, and the sight of their password settings.
 */
export function leastPrivilege(place: Place): Inspection['grants'] {
  return [
    { tool: 'dsacls', lines: dsacls(place) },
    { tool: 'PowerShell (module ActiveDirectory)', lines: powerShell(place) },
    { tool: 'samba-tool', lines: sambaTool(place) },
  ]
}

function dsacls({ account, netbios, searchBases, settingsContainer }: Place): string[] {
  const trustee = `${netbios}\\${account.name}`
  const people = searchBases.flatMap((base) => [
    `dsacls "${base}" /I:S /G "${trustee}:CA;Reset Password;user"`,
    ...WRITTEN.map(
      ({ attribute }) => `dsacls "${base}" /I:S /G "${trustee}:RPWP;${attribute};user"`,
    ),
  ])
  return [...people, `dsacls "${settingsContainer}" /I:T /G "${trustee}:LCRP"`]
}

function powerShell({ account, searchBases, settingsContainer }: Place): string[] {
  const people = searchBases.flatMap((base) =>
    onAcl(base, [
      rule('ExtendedRight', `([guid]'${RESET_PASSWORD}'), 'Descendents', $user`),
      ...WRITTEN.map(({ guid }) =>
        rule('ReadProperty, WriteProperty', `([guid]'${guid}'), 'Descendents', $user`),
      ),
    ]),
  )
  return [
    `$sid = [System.Security.Principal.SecurityIdentifier]'${account.sid}'`,
    `$user = [guid]'${USER}'`,
    ...people,
    ...onAcl(settingsContainer, [rule('ListChildren, ReadProperty', `'All'`)]),
  ]
}

// A quote inside quotes is doubled, whatever else a DN holds.
function onAcl(dn: string, rules: readonly string[]): string[] {
  const path = `'AD:\\${dn.replaceAll("'", "''")}'`
  return [`$acl = Get-Acl ${path}`, ...rules, `Set-Acl ${path} $acl`]
}

function rule(rights: string, rest: string): string {
  const type = 'System.DirectoryServices.ActiveDirectoryAccessRule'
  return `$acl.AddAccessRule((New-Object ${type} $sid, '${rights}', 'Allow', ${rest}))`
}

function sambaTool({ account, searchBases, settingsContainer }: Place): string[] {
  const aces = [
    `(OA;CIIO;CR;${RESET_PASSWORD};${USER};${account.sid})`,
    ...WRITTEN.map(({ guid }) => `(OA;CIIO;RPWP;${guid};${USER};${account.sid})`),
  ].join('')
  const set = (dn: string, sddl: string) =>
    `samba-tool dsacl set --action=allow --objectdn="${dn}" --sddl="${sddl}"`
  return [
    ...searchBases.map((base) => set(base, aces)),
    set(settingsContainer, `(A;CI;LCRP;;;${account.sid})`),
  ]
}
