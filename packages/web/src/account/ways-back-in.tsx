import type { AuthenticatorKind, Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { formatMoment } from '../i18n/moment.ts'
import { presentName } from '../i18n/present-name.ts'
import { Isolated } from '../ui/isolated.tsx'
import type { PageProps } from '../ui/page-props.ts'

export type ShownAuthenticator = {
  /** Of one that the person enrolled; the directory's own has none and can't be changed here. */
  readonly id?: string | undefined
  readonly kind: AuthenticatorKind
  /** The address as far as it may be shown; none for an app. */
  readonly masked?: string | undefined
  readonly name?: string | undefined
  readonly isPreferred?: boolean
  readonly createdAt: Instant
  readonly usedAt?: Instant | undefined
  /** Until when it is too young to be the only gate. */
  readonly freshUntil?: Instant | undefined
}

export type WaysBackInProps = PageProps & {
  readonly authenticators: readonly ShownAuthenticator[]
  /** How many further kinds policy asks for. */
  readonly missing?: number
  /** The directory's address, masked, where the person has not confirmed it. */
  readonly confirmable?: string | undefined
  readonly mayAdd?: { readonly email: boolean; readonly totp: boolean; readonly passkey: boolean }
  readonly isFrozen?: boolean
}

/** What a person has enrolled, what policy still asks for, and how to add more. */
export function WaysBackIn({ props }: { props: WaysBackInProps }): JSX.Element {
  const { texts, authenticators, missing = 0, isFrozen } = props
  return (
    <>
      {missing > 0 && authenticators.length > 0 && (
        <p class="refusal">{texts.text('page.account.missing', { count: missing })}</p>
      )}
      {authenticators.length === 0 ? (
        <p>{texts.text('page.account.authenticators.none')}</p>
      ) : (
        <ul class="list">
          {authenticators.map((one, at) => (
            <Item key={at} one={one} props={props} />
          ))}
        </ul>
      )}
      {isFrozen === true ? (
        <p class="refusal">{texts.text('page.account.frozen')}</p>
      ) : (
        <Adding props={props} />
      )}
    </>
  )
}

type ItemProps = { readonly one: ShownAuthenticator; readonly props: WaysBackInProps }

function Item({ one, props }: ItemProps): JSX.Element {
  const { texts } = props
  return (
    <li>
      <b>{texts.text(`authenticator.${one.kind}`)}</b>{' '}
      {one.name !== undefined && (
        <>
          <Isolated text={presentName(one.name)} />{' '}
        </>
      )}
      {one.masked && <bdi>{one.masked}</bdi>}
      {one.isPreferred === true && ` · ${texts.text('page.account.authenticators.default')}`}
      <small>{timesOf(props, one)}</small>
      {one.freshUntil !== undefined && (
        <small>
          {texts.text('page.account.authenticators.fresh', {
            when: formatMoment(one.freshUntil, props.locale),
          })}
        </small>
      )}
      {one.id !== undefined && props.isFrozen !== true && (
        <a
          href={`/account/authenticators/${one.id}`}
          aria-label={texts.text('page.account.authenticators.change.label', {
            what: `${texts.text(`authenticator.${one.kind}`)} ${one.name ?? one.masked ?? ''}`.trim(),
          })}
        >
          {texts.text('page.account.authenticators.change')}
        </a>
      )}
    </li>
  )
}

function timesOf({ texts, locale }: WaysBackInProps, one: ShownAuthenticator): string {
  const used =
    one.usedAt === undefined
      ? texts.text('page.account.authenticators.unused')
      : texts.text('page.account.authenticators.used', { when: formatMoment(one.usedAt, locale) })
  if (one.id === undefined && one.createdAt === 0)
    return texts.text('page.account.authenticators.of-directory')
  const added = texts.text('page.account.authenticators.added', {
    when: formatMoment(one.createdAt, locale),
  })
  return `${added} · ${used}`
}

function Adding({ props }: { props: WaysBackInProps }): JSX.Element {
  const { texts, mayAdd, confirmable } = props
  return (
    <div class="links">
      {confirmable !== undefined && (
        <>
          <a href="/account/email?confirms=yes">
            {texts.text('page.account.confirm', { address: confirmable })}
          </a>{' '}
        </>
      )}
      {mayAdd?.email && <a href="/account/email">{texts.text('page.account.add-email')}</a>}{' '}
      {mayAdd?.totp && <a href="/account/app">{texts.text('page.account.add-app')}</a>}{' '}
      {mayAdd?.passkey && <a href="/account/passkey">{texts.text('page.account.add-passkey')}</a>}
    </div>
  )
}
