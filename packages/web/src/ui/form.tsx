import type { ComponentChildren, JSX } from 'preact'
import { Isolated } from './isolated.tsx'

type FormProps = {
  readonly action: string
  /** Hidden fields by name; `_csrf` among them on every form that posts. */
  readonly hidden: Readonly<Record<string, string>>
  readonly class?: string
  readonly children: ComponentChildren
}

/** A form that posts, with its hidden fields in front. */
export function PostForm({ action, hidden, class: name, children }: FormProps): JSX.Element {
  return (
    <form method="post" action={action} class={name}>
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {children}
    </form>
  )
}

/** The id that an input names in `aria-describedby` when it is the one refused. */
export const REFUSAL_ID = 'refusal'

export function Refusal({ text }: { text: string | undefined }): JSX.Element | null {
  if (text === undefined) return null
  return (
    <div class="refusal" role="alert" id={REFUSAL_ID}>
      <Isolated text={text} />
    </div>
  )
}

export function Primary({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <button type="submit" class="primary">
      {children}
    </button>
  )
}
