import { Attribute, Change, type Client } from 'ldapts'

/** A password as the directory takes it (MS-ADTS 3.1.1.3.1.5): in double quotes, UTF-16LE. */
export function unicodePwd(password: string): Buffer {
  return Buffer.from(`"${password}"`, 'utf16le')
}

/** One value of an RDN, whatever is in it (RFC 4514 §2.4). */
export function escapeRdn(value: string): string {
  return value
    .replace(/[\\",+<>;=]/g, (sign) => `\\${sign}`)
    .replace(/^[ #]/, (sign) => `\\${sign}`)
    .replace(/ $/, '\\ ')
}

/** Replaces these attributes; an empty list takes one away. */
export async function replace(
  client: Client,
  dn: string,
  values: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  const changes = Object.entries(values).map(
    ([type, value]) =>
      new Change({
        operation: 'replace',
        modification: new Attribute({ type, values: [value].flat() }),
      }),
  )
  await client.modify(dn, changes)
}

export async function addUnit(client: Client, dn: string): Promise<void> {
  await client.add(dn, { objectClass: 'organizationalUnit' })
}

/** Puts somebody into a group. */
export async function addMember(client: Client, group: string, member: string): Promise<void> {
  await addValue(client, group, 'member', member)
}

/** Adds one value to those that an attribute has. */
export async function addValue(
  client: Client,
  dn: string,
  type: string,
  value: string,
): Promise<void> {
  const modification = new Attribute({ type, values: [value] })
  await client.modify(dn, new Change({ operation: 'add', modification }))
}

/** Sets a password as any tool of an administrator does. */
export async function forcePassword(client: Client, dn: string, password: string): Promise<void> {
  const modification = new Attribute({ type: 'unicodePwd', values: [unicodePwd(password)] })
  await client.modify(dn, new Change({ operation: 'replace', modification }))
}
