import type { JSX } from 'preact'
import { passkeyScriptPath } from '../client/passkey-script.ts'
import type { Texts } from '../i18n/texts.ts'

type PasskeyFieldProps = {
  readonly texts: Texts
  /** Whether the browser signs with a passkey that is there, or makes one. */
  readonly ceremony: 'get' | 'create'
  /** What the script reads: the server's own words, which nothing of is secret. */
  readonly options: object
  readonly hint?: string | undefined
}

/** What the browser itself fills in, by the one script; it has to stand in a form with one primary button. */
export function PasskeyField({ texts, ceremony, options, hint }: PasskeyFieldProps): JSX.Element {
  return (
    <div class="field">
      <input
        type="hidden"
        name="passkey"
        data-ceremony={ceremony}
        data-options={JSON.stringify(options)}
      />
      <noscript>
        <p class="refusal">{texts.text('page.passkey.no-script')}</p>
      </noscript>
      <p
        class="refusal"
        id="passkey-words"
        role="alert"
        hidden
        data-unable={texts.text('page.passkey.unable')}
        data-failed={texts.text('page.passkey.failed')}
        data-already={texts.text('page.passkey.already')}
      />
      {hint !== undefined && <p class="hint">{hint}</p>}
      <script src={passkeyScriptPath} defer />
    </div>
  )
}
