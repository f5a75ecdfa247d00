import type { Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { formatMoment } from '../i18n/moment.ts'
import { Helpdesk } from '../ui/footer.tsx'
import { PostForm } from '../ui/form.tsx'
import { renderPage } from '../ui/page.tsx'
import { Said } from '../ui/said.tsx'
import { WaysBackIn, type WaysBackInProps } from './ways-back-in.tsx'

export type RegisterPageProps = WaysBackInProps & {
  readonly csrf: string
  readonly said?: string | undefined
  readonly asks: Asks
}

/** Why somebody sees the page of registering. */
export type Asks =
  | {
      readonly kind: 'enrol'
      readonly missing: number
      readonly deadline: Instant
      readonly isOver: boolean
    }
  | { readonly kind: 'confirm'; readonly shown: string }
  /** Begun by a link of the help desk; `hours` is how long what is registered now is not enough alone. */
  | { readonly kind: 'link'; readonly missing: number; readonly hours: number }

/** What policy asks a person to register or to confirm, at sign-in or by a link. */
export function registerPage(props: RegisterPageProps): string {
  const { texts, asks } = props
  const title = texts.text(asks.kind === 'confirm' ? 'page.confirm.title' : 'page.register.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <h1>{title}</h1>
        <Said text={props.said} />
        <Reason props={props} />
        <WaysBackIn props={{ ...props, isAsked: true }} />
        <Answers props={props} />
      </>
    ),
  })
}

function Reason({ props }: { props: RegisterPageProps }): JSX.Element {
  const { texts, asks, locale } = props
  switch (asks.kind) {
    case 'confirm':
      return <p>{texts.text('page.confirm.text')}</p>
    case 'link':
      return (
        <>
          <p>{texts.text('page.link-register.text', { count: asks.missing })}</p>
          {asks.hours > 0 && (
            <p class="hint">{texts.text('page.link-register.hours', { hours: asks.hours })}</p>
          )}
        </>
      )
    case 'enrol':
      return (
        <>
          <p>{texts.text('page.register.text', { count: asks.missing })}</p>
          {asks.isOver ? (
            <p class="refusal">{texts.text('page.register.over')}</p>
          ) : (
            <p class="hint">
              {texts.text('page.register.deadline', { when: formatMoment(asks.deadline, locale) })}
            </p>
          )}
        </>
      )
    default:
      return asks satisfies never
  }
}

function Answers({ props }: { props: RegisterPageProps }): JSX.Element {
  const { texts, asks, csrf, helpdesk } = props
  const hidden = { _csrf: csrf }
  if (asks.kind === 'link')
    return (
      <PostForm class="row" action="/account/sign-out" hidden={hidden}>
        <button type="submit" class={asks.missing > 0 ? 'secondary' : 'primary'}>
          {texts.text('page.register.finish')}
        </button>
      </PostForm>
    )
  const mayPutOff = asks.kind === 'confirm' || !asks.isOver
  return (
    <>
      {asks.kind === 'confirm' && (
        <PostForm
          class="row"
          action="/account/register/confirm"
          hidden={{ ...hidden, shown: asks.shown }}
        >
          <button type="submit" class="primary">
            {texts.text('page.confirm.submit')}
          </button>
        </PostForm>
      )}
      <div class="row">
        {mayPutOff && (
          <PostForm action="/account/register/later" hidden={hidden}>
            <button type="submit" class="secondary">
              {texts.text('page.register.later')}
            </button>
          </PostForm>
        )}{' '}
        <PostForm action="/account/sign-out" hidden={hidden}>
          <button type="submit" class="secondary">
            {texts.text('page.action.sign-out')}
          </button>
        </PostForm>
      </div>
      {!mayPutOff && (
        <p class="help">
          <Helpdesk helpdesk={helpdesk} />
        </p>
      )}
    </>
  )
}
