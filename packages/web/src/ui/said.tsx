import type { JSX } from 'preact'

/** What became of the change that the person just made or tried. */
export function Said({ text }: { text: string | undefined }): JSX.Element | null {
  if (text === undefined) return null
  return (
    <p class="said help" role="status">
      {text}
    </p>
  )
}
