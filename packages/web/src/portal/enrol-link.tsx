import { presentName } from '../i18n/present-name.ts'
import { pathOf } from '../ui/address.ts'
import { PostForm, Primary } from '../ui/form.tsx'
import { Isolated, withoutIsolates } from '../ui/isolated.tsx'
import { renderPage } from '../ui/page.tsx'
import type { LinkPageProps } from './message-link.tsx'

export type EnrolLinkPageProps = LinkPageProps & {
  readonly name: string
  /** Whether what was enrolled before goes. */
  readonly replaces: boolean
}

// GET only explains: mail scanners follow links, and must not use them up.
/** An enrolment link of the help desk: whom it is for; the one button posts to this page's own address. */
export function enrolLinkPage(props: EnrolLinkPageProps): string {
  const { texts } = props
  const name = presentName(props.name)
  const title = texts.text('page.enrol-link.title', { name })
  return renderPage(props, {
    title: withoutIsolates(title),
    children: (
      <>
        <h1>
          <Isolated text={title} />
        </h1>
        <p>
          <Isolated text={texts.text('page.enrol-link.text', { name })} />
        </p>
        {props.replaces && <p>{texts.text('page.enrol-link.replaces')}</p>}
        <PostForm action={pathOf(props.path)} hidden={{ _csrf: props.csrf }}>
          <Primary>{texts.text('page.enrol-link.submit')}</Primary>
        </PostForm>
        <p class="hint apart">{texts.text('page.enrol-link.otherwise')}</p>
      </>
    ),
  })
}
