import type { Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { auditText } from '../i18n/audit-text.ts'
import { presentName } from '../i18n/present-name.ts'
import { PostForm } from '../ui/form.tsx'
import { Isolated, withoutIsolates } from '../ui/isolated.tsx'
import { Moment } from '../ui/moment.tsx'
import { renderPage } from '../ui/page.tsx'
import { Said } from '../ui/said.tsx'
import { WaysBackIn, type WaysBackInProps } from './ways-back-in.tsx'

export type AccountPageProps = WaysBackInProps & {
  readonly csrf: string
  readonly name: string
  readonly displayName: string
  readonly mayChangePassword: boolean
  /** What became of the change that the person just made or tried. */
  readonly said?: string | undefined
  /** Newest first, with the audit's own codes. */
  readonly activity: readonly {
    readonly at: Instant
    readonly activity: string
    readonly outcome: string
    readonly clientType?: string | undefined
    readonly address?: string | undefined
  }[]
}

/** One's own page: who one is, the ways back in, what happened lately. */
export function accountPage(props: AccountPageProps): string {
  const { texts } = props
  const title = texts.text('page.account.title', { name: presentName(props.displayName) })
  return renderPage(props, {
    title: withoutIsolates(title),
    width: 'wide',
    children: (
      <>
        <h1>
          <Isolated text={title} />
        </h1>
        <p>
          <Isolated
            text={texts.text('page.account.signed-in-as', { name: presentName(props.name) })}
          />
        </p>
        <Said text={props.said} />
        <Buttons props={props} />
        <h2>{texts.text('page.account.authenticators.title')}</h2>
        <WaysBackIn props={props} />
        <h2>{texts.text('page.account.activity.title')}</h2>
        <Activity props={props} />
      </>
    ),
  })
}

function Buttons({ props }: { props: AccountPageProps }): JSX.Element {
  const { texts, csrf, mayChangePassword } = props
  return (
    <div class="row">
      {mayChangePassword && (
        <PostForm action="/account/change-password" hidden={{ _csrf: csrf }}>
          <button type="submit" class="secondary">
            {texts.text('page.account.change-password')}
          </button>
        </PostForm>
      )}{' '}
      <PostForm action="/account/sign-out" hidden={{ _csrf: csrf }}>
        <button type="submit" class="secondary">
          {texts.text('page.action.sign-out')}
        </button>
      </PostForm>
    </div>
  )
}

function Activity({ props }: { props: AccountPageProps }): JSX.Element {
  const { texts, activity } = props
  if (activity.length === 0) return <p>{texts.text('page.account.activity.none')}</p>
  return (
    <>
      <ul class="list">
        {activity.map((one, at) => (
          <li key={at}>
            <b>{auditText(texts, 'activity', one.activity)}</b> ·{' '}
            {auditText(texts, 'outcome', one.outcome)}
            <small>
              <Moment at={one.at} locale={props.locale} />
              {one.clientType !== undefined && ` · ${one.clientType}`}
              {one.address !== undefined && ` · ${one.address}`}
            </small>
          </li>
        ))}
      </ul>
      <p class="hint">
        {texts.text('page.account.activity.note')}{' '}
        <a href="/account/not-me">{texts.text('page.disown.submit')}</a>
      </p>
    </>
  )
}
