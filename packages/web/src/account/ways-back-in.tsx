import { type AuthenticatorKind, type Instant, MEDIA, type Medium } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { formatMoment } from '../i18n/moment.ts'
import { presentName } from '../i18n/present-name.ts'
import { Isolated } from '../ui/isolated.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { ADDRESS_PAGES } from './add-address.tsx'

const CODES_PAGE = '/account/recovery-codes'

export type ShownAuthenticator = {
  /** Of one that the person enrolled; the directory's own has none and can't be changed here. */
  readonly id?: string | undefined
  readonly kind: AuthenticatorKind
  /** The address as far as it may be shown; none where there is none. */
  readonly masked?: string | undefined
  readonly name?: string | undefined
  readonly isPreferred?: boolean
  readonly createdAt: Instant
  readonly usedAt?: Instant | undefined
  /** Until when it is too young to be the only gate. */
  readonly freshUntil?: Instant | undefined
  /** An address of the organisation that counts for no reset. */
  readonly isIdle?: boolean
  /** Of a set of recovery codes: how many are good still. */
  readonly left?: number | undefined
  /** Until when a pass of the help desk is good. */
  readonly expiresAt?: Instant | undefined
}

type Addable = Medium | 'totp' | 'recovery-code' | 'security-questions' | 'passkey'

export type WaysBackInProps = PageProps & {
  readonly authenticators: readonly ShownAuthenticator[]
  /** How many further kinds policy asks for. */
  readonly missing?: number
  /** The page says already what is missing. */
  readonly isAsked?: boolean
  /** By when policy wants it. */
  readonly deadline?: Instant | undefined
  /** The directory's addresses, masked, where the person has not confirmed them. */
  readonly confirmable?: Readonly<Partial<Record<Medium, string>>>
  readonly mayAdd?: Readonly<Partial<Record<Addable, boolean>>>
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
      {props.deadline !== undefined && (
        <p>
          {texts.text('page.account.deadline', {
            when: formatMoment(props.deadline, props.locale),
          })}
        </p>
      )}
      {authenticators.length === 0 && props.isAsked !== true && (
        <p>{texts.text('page.account.authenticators.none')}</p>
      )}
      {authenticators.length > 0 && (
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
      {one.left !== undefined && texts.text('page.account.authenticators.left', { left: one.left })}
      {one.isPreferred === true && ` · ${texts.text('page.account.authenticators.default')}`}
      <small>{timesOf(props, one)}</small>
      {one.freshUntil !== undefined && (
        <small>
          {texts.text('page.account.authenticators.fresh', {
            when: formatMoment(one.freshUntil, props.locale),
          })}
        </small>
      )}
      {one.isIdle === true && <small>{texts.text('page.account.authenticators.idle')}</small>}
      {one.id !== undefined && props.isFrozen !== true && (
        <a
          href={one.kind === 'recovery-code' ? CODES_PAGE : `/account/authenticators/${one.id}`}
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
  if (one.expiresAt !== undefined)
    return texts.text('page.account.authenticators.until', {
      when: formatMoment(one.expiresAt, locale),
    })
  return `${added} · ${used}`
}

const ADDED_AT: readonly (readonly [Addable, string])[] = [
  ['email', ADDRESS_PAGES.email],
  ['sms', ADDRESS_PAGES.sms],
  ['totp', '/account/app'],
  ['recovery-code', CODES_PAGE],
  ['security-questions', '/account/questions'],
  ['passkey', '/account/passkey'],
]

function Adding({ props }: { props: WaysBackInProps }): JSX.Element {
  const { texts, mayAdd = {}, confirmable = {} } = props
  return (
    <div class="links">
      {MEDIA.flatMap((medium) => {
        const address = confirmable[medium]
        if (address === undefined) return []
        return [
          <a key={medium} href={`${ADDRESS_PAGES[medium]}?confirms=yes`}>
            {texts.text('page.account.confirm', { address })}
          </a>,
          ' ',
        ]
      })}
      {ADDED_AT.flatMap(([kind, href]) =>
        mayAdd[kind] === true
          ? [
              <a key={kind} href={href}>
                {texts.text(`page.account.add.${kind}`)}
              </a>,
              ' ',
            ]
          : [],
      )}
    </div>
  )
}
