import type { JSX } from 'preact'
import type { PageProps } from './page-props.ts'
import { TextField } from './text-field.tsx'

/** The one box of a page that asks for a six-digit code. */
export function CodeField({
  texts,
  refused,
}: Pick<PageProps, 'texts'> & { readonly refused: boolean }): JSX.Element {
  return (
    <TextField
      name="code"
      typed="code"
      label={texts.text('page.code.label')}
      maxLength={6}
      refused={refused}
      focused
    />
  )
}
