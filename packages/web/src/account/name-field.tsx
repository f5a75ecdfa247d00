import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import { TextField } from '../ui/text-field.tsx'

type NameFieldProps = { readonly texts: Texts; readonly value?: string | undefined }

/** What the person calls an authenticator; it may stay empty. */
export function NameField({ texts, value }: NameFieldProps): JSX.Element {
  return (
    <TextField
      name="name"
      typed="text"
      label={texts.text('page.authenticator.name.label')}
      hint={texts.text('page.authenticator.name.hint')}
      value={value}
      maxLength={40}
      optional
    />
  )
}
