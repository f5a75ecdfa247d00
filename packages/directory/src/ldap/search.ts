import { EqualityFilter, type Filter, OrFilter } from 'ldapts'
import { type Attributes, attributesOf } from './attributes.ts'
import type { Connection } from './connect.ts'
import { RESULT, refusalOf } from './failure.ts'

export type Wanted = {
  readonly attributes: readonly string[]
  /** Those among them that are bytes and no text. */
  readonly bytes?: readonly string[]
}

/** Reads the one entry of a DN; nothing where there is none. */
export async function readEntry(
  connection: Connection,
  dn: string,
  wanted: Wanted,
): Promise<Attributes | undefined> {
  return (await search(connection, dn, { scope: 'base', wanted }))[0]
}

/**
 * Finds the one entry that a filter names below any of the bases. Two entries are nobody: to guess whose
 * password is meant would hand an account to whoever shares a name with it.
 */
export async function findOne(
  connection: Connection,
  bases: readonly string[],
  filter: Filter,
  wanted: Wanted,
): Promise<Attributes | undefined> {
  const found = await findTwo(connection, bases, filter, wanted)
  return found.length === 1 ? found[0] : undefined
}

/** The entries that a filter names below any of the bases: a second one says that there are too many. */
export async function findTwo(
  connection: Connection,
  bases: readonly string[],
  filter: Filter,
  wanted: Wanted,
): Promise<readonly Attributes[]> {
  const found = new Map<string, Attributes>()
  for (const base of bases)
    for (const one of await search(connection, base, { scope: 'sub', filter, wanted, most: 2 }))
      found.set(one.dn, one)
  return [...found.values()]
}

/** All entries below a base that a filter names, up to `most`. */
export async function search(
  { client }: Connection,
  base: string,
  asked: {
    readonly scope: 'base' | 'sub'
    readonly wanted: Wanted
    readonly filter?: Filter
    readonly most?: number
  },
): Promise<Attributes[]> {
  const { scope, wanted, filter, most } = asked
  try {
    const { searchEntries } = await client.search(base, {
      scope,
      attributes: [...wanted.attributes],
      explicitBufferAttributes: [...(wanted.bytes ?? [])],
      ...(filter && { filter }),
      ...(most !== undefined && { sizeLimit: most }),
    })
    return searchEntries.map(attributesOf)
  } catch (error) {
    if (refusalOf(error)?.code === RESULT.noSuchObject) return []
    throw error
  }
}

/** A filter that any of these attributes meets. The value goes out as bytes and is never parsed (RFC 4511 §4.5.1.7). */
export function anyEquals(attributes: readonly string[], value: string): Filter {
  const filters = attributes.map((attribute) => new EqualityFilter({ attribute, value }))
  return new OrFilter({ filters })
}
