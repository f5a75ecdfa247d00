import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import { PostForm } from '../ui/form.tsx'

type RemovalProps = {
  readonly texts: Texts
  readonly csrf: string
  readonly id: string
  /** How it leaves the person short of what policy asks, where it does. */
  readonly warning?: string | undefined
}

/** The end of one of a person's own authenticators, apart from the buttons that keep it. */
export function Removal({ texts, csrf, id, warning }: RemovalProps): JSX.Element {
  const hidden = { _csrf: csrf, warned: warning === undefined ? 'no' : 'yes' }
  return (
    <div class="apart">
      {warning !== undefined && <p class="refusal">{warning}</p>}
      <PostForm action={`/account/authenticators/${id}/remove`} hidden={hidden}>
        <button type="submit" class="secondary">
          {texts.text(
            warning === undefined
              ? 'page.authenticator.remove'
              : 'page.authenticator.remove-anyway',
          )}
        </button>
      </PostForm>
    </div>
  )
}
