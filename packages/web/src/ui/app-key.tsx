import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'

export type AppKeyProps = {
  readonly texts: Texts
  /** The QR code as an `svg` element of our own making: it is put into the page as it is. */
  readonly qr: string
  /** The TOTP key in base32. */
  readonly secret: string
}

/** An app's key: a picture to scan, and the same in letters to type. */
export function AppKey({ texts, qr, secret }: AppKeyProps): JSX.Element {
  return (
    <>
      <div
        class="qr"
        role="img"
        aria-label={texts.text('page.invitation-app.picture')}
        // The server drew this SVG from its own key: nothing that anyone typed is in it.
        dangerouslySetInnerHTML={{ __html: qr }}
      />
      <p class="hint">{texts.text('page.invitation-app.secret.label')}</p>
      <code class="key" translate={false}>
        {inGroupsOfFour(secret)}
      </code>
    </>
  )
}

function inGroupsOfFour(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? ''
}
