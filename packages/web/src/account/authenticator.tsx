import type { AuthenticatorKind } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { presentName } from '../i18n/present-name.ts'
import { PostForm } from '../ui/form.tsx'
import { Isolated, withoutIsolates } from '../ui/isolated.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { ADDRESS_PAGES } from './add-address.tsx'
import { NameField } from './name-field.tsx'
import { Back } from './proof.tsx'
import { Removal } from './removal.tsx'

export type AuthenticatorPageProps = PageProps & {
  readonly csrf: string
  readonly id: string
  readonly kind: AuthenticatorKind
  readonly name?: string | undefined
  readonly masked?: string | undefined
  readonly isPreferred: boolean
  readonly mayReplace: boolean
  /** How removing it leaves the person short of what policy asks, where it does. */
  readonly warning?: string | undefined
}

const REPLACED_AT: Readonly<Partial<Record<AuthenticatorKind, string>>> = {
  ...ADDRESS_PAGES,
  totp: '/account/app',
  'security-questions': '/account/questions',
}

/** One of a person's own authenticators: name, default, replace, remove. */
export function authenticatorPage(props: AuthenticatorPageProps): string {
  const { texts, kind, name, masked } = props
  const title = name === undefined ? texts.text(`authenticator.${kind}`) : presentName(name)
  return renderPage(props, {
    title: withoutIsolates(title),
    children: (
      <>
        <h1>
          <Isolated text={title} />
        </h1>
        {masked !== undefined && (
          <p>
            <bdi>{masked}</bdi>
          </p>
        )}
        <Rename props={props} />
        <div class="row">
          <Prefer props={props} />
          <Replace props={props} />
        </div>
        <Removal texts={texts} csrf={props.csrf} id={props.id} warning={props.warning} />
        <Back texts={texts} />
      </>
    ),
  })
}

type Inner = { readonly props: AuthenticatorPageProps }

function actionOf({ id }: AuthenticatorPageProps, what: string): string {
  return `/account/authenticators/${id}/${what}`
}

function Rename({ props }: Inner): JSX.Element {
  const { texts, csrf, name } = props
  return (
    <PostForm action={actionOf(props, 'name')} hidden={{ _csrf: csrf }}>
      <NameField texts={texts} value={name} />
      <button type="submit" class="secondary">
        {texts.text('page.authenticator.rename')}
      </button>
    </PostForm>
  )
}

function Prefer({ props }: Inner): JSX.Element | null {
  const { texts, csrf, kind, isPreferred } = props
  // Nobody is sent anything by it, and the person's own device says which it uses.
  if (kind === 'passkey') return null
  if (isPreferred) return <p class="hint">{texts.text('page.authenticator.is-default')}</p>
  return (
    <PostForm action={actionOf(props, 'default')} hidden={{ _csrf: csrf }}>
      <button type="submit" class="secondary">
        {texts.text('page.authenticator.make-default')}
      </button>
    </PostForm>
  )
}

function Replace({ props }: Inner): JSX.Element | null {
  const { texts, id, kind, mayReplace } = props
  const at = REPLACED_AT[kind]
  if (!mayReplace || at === undefined) return null
  return <a href={`${at}?replaces=${id}`}>{texts.text('page.authenticator.replace')}</a>
}
