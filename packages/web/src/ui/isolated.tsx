import type { JSX } from 'preact'

/** A sentence whose isolated parts (U+2068 … U+2069, see `presentName`) become `bdi` elements. */
export function Isolated({ text }: { text: string }): JSX.Element {
  const parts = text.split(/\u2068([^\u2068\u2069]*)\u2069/)
  return <>{parts.map((part, at) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : part))}</>
}

/** The same sentence as plain text, where elements can't stand. */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '')
}
