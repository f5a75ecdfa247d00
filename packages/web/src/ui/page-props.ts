import type { Locale } from '@latchkey/protocol'
import type { Texts } from '../i18n/texts.ts'

/** What every page is told. */
export type PageProps = {
  readonly locale: Locale
  readonly texts: Texts
  readonly organisation: string
  /** The address of this page, with its query: where the language switch leads back to. */
  readonly path: string
  readonly helpdesk: { readonly text: string; readonly url?: string | undefined }
  readonly signedIn?: { readonly name: string; readonly isAdministrator: boolean } | undefined
  /** Says so in the footer, with the way to the outbox. */
  readonly trial?: boolean | undefined
}
