import type { Action, Step } from '@latchkey/protocol'
import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import { PostForm } from '../ui/form.tsx'
import { StepField } from './step-field.tsx'
import type { StepPageProps } from './step-props.ts'
import { RULES_ID, StepRules } from './step-rules.tsx'

/** The form of a step, and cancel as a form of its own. */
export function StepForm(props: StepPageProps): JSX.Element {
  const { step, texts, csrf, idempotency, username } = props
  return (
    <>
      <PostForm action="/flow" hidden={{ _csrf: csrf, step: step.id, idempotency }}>
        {step.kind === 'new-password' && username !== undefined && <OwnName name={username} />}
        <Fields step={step} texts={texts} />
        <Actions actions={step.actions} texts={texts} />
      </PostForm>
      <PostForm action="/flow/cancel" hidden={{ _csrf: csrf }} class="links apart">
        <button type="submit">{texts.text('page.action.cancel')}</button>
      </PostForm>
    </>
  )
}

// Nobody sees it: it tells a password manager whose new password this is.
function OwnName({ name }: { name: string }): JSX.Element {
  return (
    <input
      type="text"
      class="vh"
      name="username"
      autocomplete="username"
      value={name}
      readonly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}

// The rules stand between the two password fields, where they are needed.
function Fields({ step, texts }: { step: Step; texts: Texts }): JSX.Element {
  const [first, ...others] = step.fields
  const rules = step.rules ?? []
  return (
    <>
      {first && (
        <StepField
          step={step}
          texts={texts}
          field={first}
          describedBy={rules.length > 0 ? RULES_ID : undefined}
        />
      )}
      {rules.length > 0 && <StepRules rules={rules} texts={texts} />}
      {others.map((field) => (
        <StepField key={field.name} step={step} texts={texts} field={field} />
      ))}
    </>
  )
}

// Enter in a text field presses the first submit button of the form, so the primary action stands first.
function Actions({ actions, texts }: { actions: readonly Action[]; texts: Texts }): JSX.Element {
  const primary = actions.find((action) => action.primary === true) ?? actions[0]
  const others = actions.filter((action) => action !== primary)
  const waits = others.some(
    (action) => action.name === 'resend' && action.availableAt !== undefined,
  )
  return (
    <>
      {primary && (
        <button type="submit" class="primary" name="action" value={primary.name}>
          {primary.label}
        </button>
      )}
      {waits && <p class="note">{texts.text('page.resend.note')}</p>}
      {others.length > 0 && (
        <div class="links">
          {others.map((action) => (
            <button
              key={action.name}
              type="submit"
              name="action"
              value={action.name}
              formnovalidate
            >
              {action.label}
            </button>
          ))}
        </div>
      )}
    </>
  )
}
