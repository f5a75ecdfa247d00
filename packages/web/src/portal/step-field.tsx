import type { Field, FieldName, RefusalCode, Step } from '@latchkey/protocol'
import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import { REFUSAL_ID } from '../ui/form.tsx'
import { PasskeyField } from '../ui/passkey-field.tsx'
import { TextField, type Typed } from '../ui/text-field.tsx'

/** Which field a refusal is about: the one to mark, and to start in. */
const FIELD_OF_REFUSAL: Readonly<Partial<Record<RefusalCode, FieldName>>> = {
  'username-missing': 'username',
  'choose-one': 'authenticator',
  'code-malformed': 'code',
  'code-not-accepted': 'code',
  'code-expired': 'code',
  'passkey-missing': 'passkey',
  'passkey-not-accepted': 'passkey',
  'password-not-accepted': 'answer',
  'password-missing': 'password',
  'password-refused': 'password',
  'passwords-differ': 'password-again',
  'answer-missing': 'answer',
  'answers-not-accepted': 'answer',
}

type StepFieldProps = {
  readonly step: Step
  readonly texts: Texts
  readonly field: Field
  readonly describedBy?: string | undefined
}

/** One field of a step. */
export function StepField({ step, texts, field, describedBy }: StepFieldProps): JSX.Element {
  const refusedName = step.refusal && FIELD_OF_REFUSAL[step.refusal.code]
  const refused = refusedName === field.name
  const focused = field.name === (refusedName ?? step.fields[0]?.name)
  if (field.kind === 'choice') return <Choice field={field} refused={refused} />
  if (field.kind === 'passkey')
    return (
      <PasskeyField texts={texts} ceremony="get" options={field.ceremony ?? {}} hint={field.hint} />
    )
  return (
    <TextField
      name={field.name}
      typed={typedAs(field)}
      label={field.label}
      hint={field.hint}
      maxLength={field.maxLength}
      refused={refused}
      focused={focused}
      describedBy={describedBy}
      noted={focused && step.refusal !== undefined}
    />
  )
}

function typedAs(field: Field): Typed {
  switch (field.kind) {
    case 'code':
      return 'code'
    case 'secret':
      return 'current-password'
    case 'new-password':
      return 'new-password'
    case 'text':
    case 'choice':
    case 'passkey':
      if (field.name === 'answer') return 'answer'
      if (field.name === 'code') return 'long-code'
      return field.name === 'username' ? 'username' : 'text'
    default:
      return field.kind satisfies never
  }
}

function Choice({ field, refused }: { field: Field; refused: boolean }): JSX.Element {
  return (
    <fieldset aria-describedby={refused ? REFUSAL_ID : undefined}>
      <legend>{field.label}</legend>
      {field.options?.map((option, at) => (
        <label key={option.value} class="option">
          <input type="radio" name={field.name} value={option.value} checked={at === 0} />{' '}
          <span>{option.label}</span>
          {option.hint !== undefined && (
            <>
              {' '}
              <small>{option.hint}</small>
            </>
          )}
        </label>
      ))}
    </fieldset>
  )
}
