import { type BerWriter, Control, NotFilter, PresenceFilter } from 'ldapts'
import type { Finding } from '../directory.ts'
import { type Attributes, attributesOf } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { finding } from '../ldap/finding.ts'
import { readEntry, search } from '../ldap/search.ts'
import { bytesOf, RESET_PASSWORD, WRITTEN } from './needed-rights.ts'
import { ofPeople } from './person.ts'
import { grantsControlAccess } from './security-descriptor.ts'

/** Asks the directory what our account may do to somebody below a base, too little and too much. */
export async function inspectRights(connection: Connection, base: string): Promise<Finding[]> {
  const dn = await anybody(connection, base)
  if (dn === undefined)
    return [finding('fault', 'people', `Nobody who is no administrator can be seen below ${base}.`)]
  const rights = await readRights(connection, dn)
  const mayReset = grantsControlAccess(
    rights.bytes('nTSecurityDescriptor') ?? NO_DESCRIPTOR,
    await ownSids(connection),
    bytesOf(RESET_PASSWORD),
  )
  return [
    finding('ok', 'people', `People can be found below ${base}.`),
    mayReset
      ? finding('ok', 'rights', `The account may reset passwords below ${base}.`)
      : finding('fault', 'rights', `The account lacks Reset Password below ${base}.`),
    ...inspectAttributes(rights.texts('allowedAttributesEffective'), base),
    ...inspectControl(rights, base),
  ]
}

// A protected account has rights of its own, which say nothing of the others'.
async function anybody(connection: Connection, base: string): Promise<string | undefined> {
  const unprotected = new NotFilter({ filter: new PresenceFilter({ attribute: 'adminCount' }) })
  const wanted = { attributes: ['1.1'] }
  const asked = { scope: 'sub', filter: ofPeople(unprotected), wanted, most: 1 } as const
  return (await search(connection, base, asked))[0]?.dn
}

async function readRights({ client }: Connection, dn: string): Promise<Attributes> {
  const { searchEntries } = await client.search(
    dn,
    {
      scope: 'base',
      attributes: ['allowedAttributesEffective', 'sDRightsEffective', 'nTSecurityDescriptor'],
      explicitBufferAttributes: ['nTSecurityDescriptor'],
    },
    [new DaclOnlyControl()],
  )
  return attributesOf(searchEntries[0] ?? { dn })
}

/** MS-ADTS 3.1.1.3.4.1.11: asks for the list of rights alone; for more of a descriptor one needs more rights. */
class DaclOnlyControl extends Control {
  constructor() {
    super('1.2.840.113556.1.4.801', { critical: true })
  }

  protected override writeControl(writer: BerWriter): void {
    writer.writeBuffer(Buffer.from([0x30, 0x03, 0x02, 0x01, 0x04]), 0x04)
  }
}

const NO_DESCRIPTOR = Buffer.alloc(20)

async function ownSids(connection: Connection): Promise<readonly Buffer[]> {
  const wanted = { attributes: ['tokenGroups'], bytes: ['tokenGroups'] }
  return (await readEntry(connection, '', wanted))?.allBytes('tokenGroups') ?? []
}

function inspectAttributes(writable: readonly string[], base: string): Finding[] {
  const findings = WRITTEN.map(({ attribute, grants, isNeeded }) =>
    writable.includes(attribute)
      ? finding('ok', 'rights', `With ${attribute} the account ${grants}.`)
      : finding(
          isNeeded ? 'fault' : 'warning',
          'rights',
          `Without write on ${attribute} below ${base} nothing ${grants}.`,
        ),
  )
  const known: readonly string[] = WRITTEN.map(({ attribute }) => attribute)
  const tooMuch = writable.filter((one) => !known.includes(one))
  if (tooMuch.length > 0) findings.push(finding('warning', 'rights', excess(tooMuch, base)))
  return findings
}

const MOST_NAMED = 5

function excess(attributes: readonly string[], base: string): string {
  const named = attributes.slice(0, MOST_NAMED).join(', ')
  const more = attributes.length - MOST_NAMED
  const rest = more > 0 ? ` and ${more} more` : ''
  return `The account can write more than it needs below ${base}: ${named}${rest}.`
}

// MS-ADTS 3.1.1.4.5.13: any bit means that our account could give itself, or anybody, every right.
function inspectControl(rights: Attributes, base: string): Finding[] {
  if ((rights.integer('sDRightsEffective') ?? 0n) === 0n) return []
  const says = `The account can change the rights of people below ${base}: take that away.`
  return [finding('fault', 'rights', says)]
}
