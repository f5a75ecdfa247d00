import type { ProblemKind } from '@latchkey/protocol'
import { Helpdesk } from '../ui/footer.tsx'
import { StopMark } from '../ui/icon.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'

export type ProblemPageProps = PageProps & {
  readonly kind: ProblemKind
  readonly requestId: string
  /** Where the person can go on; the first page when left out. */
  readonly nextHref?: string | undefined
}

/** A problem as a page for people: what happened, what to do now, who helps. */
export function problemPage(props: ProblemPageProps): string {
  const { texts, kind, requestId, nextHref } = props
  const title = texts.text(`problem.${kind}.title`)
  return renderPage(props, {
    title,
    children: (
      <>
        <StopMark />
        <h1>{title}</h1>
        <p>{texts.text(`problem.${kind}.text`)}</p>
        <p class="help">
          <Helpdesk helpdesk={props.helpdesk} />
        </p>
        <a class="primary" href={nextHref ?? '/'}>
          {texts.text(nextHref === undefined ? 'page.link.start-again' : 'page.link.go-on')}
        </a>
        <p class="hint apart">{texts.text('page.problem.request', { request: requestId })}</p>
      </>
    ),
  })
}
