import type { Finding, Inspection } from '@latchkey/directory'
import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { ADMINISTRATOR, DOMAIN, POWERLESS, SERVICE } from '../environments/samba-ad/domain.ts'
import { openSamba, SECOND } from '../environments/samba-ad/open.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

async function inspectAs(account: { readonly dn: string; readonly password: string }) {
  const bindPassword = new Secret(account.password)
  const open = await openSamba(samba(), { settings: { bindDn: account.dn, bindPassword } })
  const { id } = await open.add({ name: 'alice' })
  await open.add({ name: 'bob' })
  const inspection = await open.directory.inspect?.()
  if (!inspection) throw new Error('this directory can’t be inspected')
  return { ...open, id, inspection }
}

function about(what: Finding['about'], { findings }: Inspection) {
  return findings.filter((one) => one.about === what).map(({ state, says }) => `${state}: ${says}`)
}

describe('inspect', () => {
  test('finds nothing missing and nothing too much in the least rights', async () => {
    const { inspection } = await inspectAs(SERVICE)
    expect(about('certificate', inspection)).toEqual([
      expect.stringMatching(
        /^warning: For .*DNS:dc1\.corp\.test.* until \d{4}-\d\d-\d\d\. That is in \d+ days\.$/,
      ),
    ])
    expect(about('rights', inspection)).toEqual([
      `ok: The account may reset passwords below ${DOMAIN.people}.`,
      'ok: With lockoutTime the account takes lockouts back, and resets passwords.',
      'ok: With pwdLastSet the account resets passwords so that they need no change.',
      'ok: With userAccountControl the account blocks sign-in after “it wasn’t me”.',
    ])
    expect(about('domain', inspection)).toEqual([
      `ok: The domain is CORP (corp.test), ${DOMAIN.base}.`,
    ])
    expect(about('policy', inspection)).toEqual([
      'ok: The domain’s policy can be read: length 10, complex, history 5, lockout after 10.',
      'ok: Fine-grained password policies can be read.',
    ])
    expect(about('history', inspection)).toEqual([
      expect.stringMatching(/^warning: The server knows no policy hints/),
    ])
  })

  test('names every right that is missing', async () => {
    const { inspection } = await inspectAs(POWERLESS)
    expect(about('rights', inspection)).toEqual([
      `fault: The account lacks Reset Password below ${DOMAIN.people}.`,
      expect.stringMatching(/^fault: Without write on lockoutTime/),
      expect.stringMatching(/^fault: Without write on pwdLastSet/),
      expect.stringMatching(/^warning: Without write on userAccountControl/),
    ])
    expect(about('policy', inspection)[1]).toMatch(/^warning: Fine-grained/)
  })

  test('names what an administrator’s account can do too much', async () => {
    const { inspection } = await inspectAs(ADMINISTRATOR)
    const rights = about('rights', inspection)
    expect(rights).toContainEqual(
      expect.stringMatching(
        /^warning: The account can write more than it needs .* and \d+ more\.$/,
      ),
    )
    expect(rights).toContainEqual(
      expect.stringMatching(/^fault: The account can change the rights of people/),
    )
  })

  test('prints the lines that grant what is missing, and no more', async () => {
    const open = await inspectAs(POWERLESS)
    const lines = open.inspection.grants.find(({ tool }) => tool === 'samba-tool')?.lines ?? []
    expect(lines).toHaveLength(2)
    for (const line of lines) await samba().runOnServer(line)
    expect(await open.reset(open.id, SECOND)).toEqual({ outcome: 'written' })
    expect(await open.directory.unlock(open.id)).toEqual({ outcome: 'written' })
    expect(await open.directory.setBlocked(open.id, true)).toEqual({ outcome: 'written' })
    const after = await open.directory.inspect?.()
    expect(after?.findings.filter(({ about }) => about === 'rights')).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ state: 'ok' })),
    )
  })

  test('prints the same for Windows’ own tools', async () => {
    const { inspection } = await inspectAs(SERVICE)
    const linesOf = (tool: string) =>
      inspection.grants.find((one) => one.tool.startsWith(tool))?.lines ?? []
    expect(linesOf('dsacls')).toEqual([
      `dsacls "${DOMAIN.people}" /I:S /G "CORP\\svc-reset:CA;Reset Password;user"`,
      `dsacls "${DOMAIN.people}" /I:S /G "CORP\\svc-reset:RPWP;lockoutTime;user"`,
      `dsacls "${DOMAIN.people}" /I:S /G "CORP\\svc-reset:RPWP;pwdLastSet;user"`,
      `dsacls "${DOMAIN.people}" /I:S /G "CORP\\svc-reset:RPWP;userAccountControl;user"`,
      `dsacls "${DOMAIN.settings}" /I:T /G "CORP\\svc-reset:LCRP"`,
    ])
    expect(linesOf('PowerShell').join('\n')).toMatch(/SecurityIdentifier\]'S-1-5-21-[\d-]+'/)
  })
})
