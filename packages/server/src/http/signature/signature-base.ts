/** A covered component: a field or a derived one, and what the message has there. */
export type Component = readonly [name: string, value: string]

/** What is signed (RFC 9421 section 2.5): a line for each component, then the signature's own parameters. */
export function signatureBase(components: readonly Component[], input: string): Buffer {
  const lines = [...components, ['@signature-params', input] as const].map(
    ([name, value]) => `"${name}": ${value}`,
  )
  return Buffer.from(lines.join('\n'), 'latin1')
}
