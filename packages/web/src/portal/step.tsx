import type { Step } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { Refusal } from '../ui/form.tsx'
import { CheckMark, StopMark } from '../ui/icon.tsx'
import { Isolated, withoutIsolates } from '../ui/isolated.tsx'
import { renderPage } from '../ui/page.tsx'
import { StepEnd } from './step-end.tsx'
import { StepForm } from './step-form.tsx'
import { StepProgress } from './step-progress.tsx'
import type { StepPageProps } from './step-props.ts'

/** Any step as a page. One that asks nothing has a link to look again; the server sends `Refresh` with it. */
export function stepPage(props: StepPageProps): string {
  const { step, texts } = props
  const title = withoutIsolates(step.title)
  return renderPage(props, {
    title: step.refusal === undefined ? title : texts.text('page.title.refused', { title }),
    children: (
      <>
        <Sign step={step} />
        <StepProgress step={step} texts={texts} />
        <h1>
          <Isolated text={step.title} />
        </h1>
        <p>
          <Isolated text={step.text} />
        </p>
        <Refusal text={step.refusal?.text} />
        {asksSomething(step) ? <StepForm {...props} /> : <StepEnd step={step} texts={texts} />}
      </>
    ),
  })
}

function asksSomething(step: Step): boolean {
  return step.kind !== 'done' && step.kind !== 'stopped' && step.actions.length > 0
}

function Sign({ step }: { step: Step }): JSX.Element | null {
  if (step.kind === 'done') return <CheckMark />
  if (step.kind === 'stopped') return <StopMark />
  return asksSomething(step) ? null : <div class="busy" aria-hidden="true" />
}
