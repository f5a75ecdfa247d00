import type { Step } from '@latchkey/protocol'
import type { JSX } from 'preact'
import type { Texts } from '../i18n/texts.ts'
import { Helpdesk } from '../ui/footer.tsx'

// Starting again would only end here again: somebody has to help first.
const WITHOUT_NEW_START: ReadonlySet<Step['reason']> = new Set([
  'more-security-info-needed',
  'not-possible',
])

type StepEndProps = { readonly step: Step; readonly texts: Texts }

/** Where to go from a step that asks nothing: signed in, once more from the start, or a little patience. */
export function StepEnd({ step, texts }: StepEndProps): JSX.Element {
  if (step.kind === 'done')
    return (
      <a class="primary" href="/account">
        {texts.text('page.link.account')}
      </a>
    )
  if (step.kind === 'stopped') return <Stopped step={step} texts={texts} />
  return (
    <div class="links">
      <a href="/flow">{texts.text('page.saving.again')}</a>
    </div>
  )
}

function Stopped({ step, texts }: StepEndProps): JSX.Element {
  return (
    <>
      <p class="help">
        <Helpdesk helpdesk={step.helpdesk} />
      </p>
      {WITHOUT_NEW_START.has(step.reason) ? null : (
        <a class="primary" href="/">
          {texts.text('page.link.start-again')}
        </a>
      )}
      <div class="links">
        <a href="/account">{texts.text('page.link.account')}</a>
      </div>
    </>
  )
}
