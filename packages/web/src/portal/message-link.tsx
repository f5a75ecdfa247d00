import type { TextKey } from '../i18n/catalogue/catalogues.ts'
import { pathOf } from '../ui/address.ts'
import { Helpdesk } from '../ui/footer.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import { CheckMark, StopMark } from '../ui/icon.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'

export type LinkPageProps = PageProps & { readonly csrf: string }

const DISOWN_EFFECTS = [
  'page.disown.effect.sessions',
  'page.disown.effect.frozen',
  'page.disown.effect.told',
] as const satisfies readonly TextKey[]

// GET only explains: mail scanners follow links, and must not end anything by it.
/** "It wasn't me": says what the one button does; it posts to this page's own address. */
export function disownPage(props: LinkPageProps): string {
  const { texts } = props
  const title = texts.text('page.disown.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.disown.text')}</p>
        <ul class="plain">
          {DISOWN_EFFECTS.map((key) => (
            <li key={key}>{texts.text(key)}</li>
          ))}
        </ul>
        <PostForm action={pathOf(props.path)} hidden={{ _csrf: props.csrf }}>
          <Primary>{texts.text('page.disown.submit')}</Primary>
        </PostForm>
        <p class="hint apart">{texts.text('page.disown.otherwise')}</p>
      </>
    ),
  })
}

/** Stops an attempt that somebody else began; the one button posts to this page's own address. */
export function stopFlowPage(props: LinkPageProps): string {
  const { texts } = props
  const title = texts.text('page.stop-flow.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.stop-flow.text')}</p>
        <PostForm action={pathOf(props.path)} hidden={{ _csrf: props.csrf }}>
          <Primary>{texts.text('page.stop-flow.submit')}</Primary>
        </PostForm>
        <p class="hint apart">{texts.text('page.stop-flow.otherwise')}</p>
      </>
    ),
  })
}

/** After "it wasn't me". */
export function disownedPage(props: PageProps): string {
  return endPage(props, 'page.disowned')
}

/** After an attempt was stopped by its link. */
export function flowStoppedPage(props: PageProps): string {
  return endPage(props, 'page.flow-stopped')
}

/** A link that was used or is too old; the same for one that never was. */
export function linkSpentPage(props: PageProps): string {
  return endPage(props, 'page.link-spent')
}

/** After "that isn't me" to an approval. */
export function declinedPage(props: PageProps): string {
  return endPage(props, 'page.declined')
}

type End = 'page.disowned' | 'page.flow-stopped' | 'page.link-spent' | 'page.declined'

function endPage(props: PageProps, end: End): string {
  const title = props.texts.text(`${end}.title`)
  return renderPage(props, {
    title,
    children: (
      <>
        {end === 'page.link-spent' ? <StopMark /> : <CheckMark />}
        <h1>{title}</h1>
        <p>{props.texts.text(`${end}.text`)}</p>
        <p class="help">
          <Helpdesk helpdesk={props.helpdesk} />
        </p>
      </>
    ),
  })
}
