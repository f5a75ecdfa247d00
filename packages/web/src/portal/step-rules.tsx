import type { Step } from '@latchkey/protocol'
import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'

export const RULES_ID = 'rules'

type StepRulesProps = { readonly rules: NonNullable<Step['rules']>; readonly texts: Texts }

/** The rules with their states: a sign for eyes, a word for screen readers and browsers without the sheet. */
export function StepRules({ rules, texts }: StepRulesProps): JSX.Element {
  return (
    <ul class="rules" id={RULES_ID} aria-label={texts.text('page.rules.label')}>
      {rules.map((rule) => (
        <li key={rule.code} class={rule.state}>
          {rule.state !== 'open' && (
            <span class="vh">{texts.text(`page.rules.state.${rule.state}`)} </span>
          )}
          {rule.text}
        </li>
      ))}
    </ul>
  )
}
