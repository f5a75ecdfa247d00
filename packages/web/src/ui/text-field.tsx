import type { JSX } from 'preact'
import { REFUSAL_ID } from './form.tsx'

/** What is typed: decides keyboard, masking and what a password manager may fill in. */
export type Typed =
  | 'username'
  | 'text'
  | 'email'
  | 'tel'
  | 'code'
  | 'long-code'
  | 'answer'
  | 'current-password'
  | 'new-password'

export type TextFieldProps = {
  readonly name: string
  readonly typed: Typed
  readonly label: string
  readonly hint?: string | undefined
  readonly value?: string | undefined
  readonly maxLength?: number | undefined
  /** The refusal above the form is about this field. */
  readonly refused?: boolean
  readonly focused?: boolean
  /** It may stay empty. */
  readonly optional?: boolean
  /** The refusal is read out with this field, whatever it is about. */
  readonly noted?: boolean
  /** Ids of further texts that describe the field. */
  readonly describedBy?: string | undefined
}

// People paste "123 456": a limit of exactly six would cut the last digit off before anyone could see it.
const ROOM_FOR_SPACES = 6

/** One labelled input, its hint under it. */
export function TextField(props: TextFieldProps): JSX.Element {
  const { name, label, hint } = props
  return (
    <div class="field">
      <label for={name}>{label}</label> <Input {...props} />
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

function Input(props: TextFieldProps): JSX.Element {
  const { typed, value } = props
  const shared = sharedAttributes(props)
  switch (typed) {
    case 'code':
      return (
        <input
          type="text"
          class="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          autocapitalize="none"
          spellcheck={false}
          {...shared}
        />
      )
    case 'long-code':
      return (
        <input
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          {...shared}
        />
      )
    case 'current-password':
      return <input type="password" autocomplete="current-password" {...shared} />
    case 'new-password':
      return <input type="password" autocomplete="new-password" {...shared} />
    case 'username':
      return (
        <input
          type="text"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          dir="auto"
          value={value}
          {...shared}
        />
      )
    case 'email':
      return <input type="email" autocomplete="email" value={value} {...shared} />
    case 'tel':
      return <input type="tel" autocomplete="tel" value={value} {...shared} />
    // Some browsers send what they check the spelling of to their maker.
    case 'answer':
      return <input type="text" autocomplete="off" spellcheck={false} dir="auto" {...shared} />
    case 'text':
      return <input type="text" autocomplete="off" value={value} {...shared} />
    default:
      return typed satisfies never
  }
}

function sharedAttributes(props: TextFieldProps) {
  const { name, typed, maxLength, refused } = props
  return {
    id: name,
    name,
    required: props.optional !== true,
    autofocus: props.focused === true,
    maxlength:
      typed === 'code' && maxLength !== undefined ? maxLength + ROOM_FOR_SPACES : maxLength,
    'aria-invalid': refused === true ? ('true' as const) : undefined,
    'aria-describedby': descriptions(props),
  }
}

function descriptions(props: TextFieldProps): string | undefined {
  const ids = [
    props.refused === true || props.noted === true ? REFUSAL_ID : undefined,
    props.describedBy,
    props.hint === undefined ? undefined : `${props.name}-hint`,
  ].filter((id) => id !== undefined)
  return ids.length === 0 ? undefined : ids.join(' ')
}
