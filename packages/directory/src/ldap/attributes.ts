import type { Entry } from 'ldapts'

/** The attributes of one entry, by name without regard to case (RFC 4512 §2.5). */
export type Attributes = {
  readonly dn: string
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  /** Of an attribute that was asked for as bytes. */
  bytes(name: string): Buffer | undefined
  /** All values of such an attribute. */
  allBytes(name: string): readonly Buffer[]
  /** Up to 64 bits, as Active Directory counts time. */
  integer(name: string): bigint | undefined
}

/** Reads an entry as ldapts hands it over: one value bare, several in a list, none as an empty list. */
export function attributesOf(entry: Entry): Attributes {
  const values = new Map(
    Object.entries(entry)
      .filter(([name]) => name !== 'dn')
      .map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value : [value]]),
  )
  const of = (name: string) => values.get(name.toLowerCase()) ?? []
  const texts = (name: string) => of(name).map((one) => one.toString())
  const allBytes = (name: string) => of(name).map((one) => Buffer.from(one))
  return {
    dn: entry.dn,
    text: (name) => texts(name)[0],
    texts,
    bytes: (name) => allBytes(name)[0],
    allBytes,
    integer: (name) => {
      const [first] = texts(name)
      return first !== undefined && /^-?\d+$/.test(first) ? BigInt(first) : undefined
    },
  }
}
