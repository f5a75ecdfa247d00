import type { JSX } from 'preact'

/** A plain text whose addresses under one of our own bases can be clicked; no others become links. */
export function Linked(props: { text: string; bases: readonly string[] }): JSX.Element {
  const parts = props.text.split(/(https?:\/\/[^\s<>"]+)/)
  return (
    <>
      {parts.map((part, at) =>
        isOurs(part, props.bases) ? (
          <a key={at} href={part}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}

// With the slash: `http://localhost:8080@other.example` begins with our base, too.
function isOurs(part: string, bases: readonly string[]): boolean {
  return bases.some((base) => part.startsWith(`${base}/`))
}
