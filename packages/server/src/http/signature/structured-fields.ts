/**
 * The little of RFC 9651 that signatures need, and nothing beside it: a dictionary of exactly one member. What
 * is not written as it would be serialised is refused, so that nobody reads a field in two ways.
 */
const KEY = '[a-z*][a-z0-9_.*-]{0,63}'
// No escapes: neither a component's name nor a parameter of ours has a quotation mark or a backslash.
const STRING = '"[ !#-\\[\\]-~]*"'
const VALUE = `(?:${STRING}|-?(?:0|[1-9][0-9]{0,14}))`
const INPUT = new RegExp(`^(${KEY})=(\\((?:${STRING}(?: ${STRING})*)?\\)((?:;${KEY}=${VALUE})*))$`)
const BYTES = new RegExp(`^(${KEY})=:([A-Za-z0-9+/]*={0,2}):$`)

export type Parameters = Readonly<Record<string, string | number>>

/** A member of Signature-Input (RFC 9421 section 4.1). */
export type SignatureInput = {
  readonly label: string
  /** Names of the covered components, in their order. */
  readonly components: readonly string[]
  readonly parameters: Parameters
  /** Components and parameters as they were written: the last line of what is signed. */
  readonly text: string
}

/** The one inner list of strings with parameters; nothing where the field is anything else. */
export function parseSignatureInput(field: string): SignatureInput | undefined {
  const [, label, text = '', tail = ''] = INPUT.exec(field) ?? []
  if (label === undefined) return
  const list = text.slice(0, text.length - tail.length)
  const components = [...list.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name)
  const given = [...tail.matchAll(new RegExp(`;(${KEY})=(${VALUE})`, 'g'))]
  const parameters = given.map(([, key = '', value = '']) => [key, bareItem(value)] as const)
  const isTwice = new Set(parameters.map(([key]) => key)).size < parameters.length
  // RFC 9421 section 2: a component is covered once.
  if (isTwice || new Set(components).size < components.length) return
  return { label, components, parameters: Object.fromEntries(parameters), text }
}

function bareItem(text: string): string | number {
  return text.startsWith('"') ? text.slice(1, -1) : Number(text)
}

/** Components and parameters, in the form that is signed. */
export function serializeInput(components: readonly string[], parameters: Parameters): string {
  const list = components.map((name) => `"${name}"`).join(' ')
  const tail = Object.entries(parameters).map(
    ([key, value]) => `;${key}=${typeof value === 'number' ? value : `"${value}"`}`,
  )
  return `(${list})${tail.join('')}`
}

/** The one byte sequence, by its key; nothing where the field is anything else. */
export function parseBytes(
  field: string,
): { readonly key: string; readonly bytes: Buffer } | undefined {
  const [, key, text = ''] = BYTES.exec(field) ?? []
  if (key === undefined) return
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? { key, bytes } : undefined
}

export function serializeBytes(key: string, bytes: Uint8Array): string {
  return `${key}=:${Buffer.from(bytes).toString('base64')}:`
}
