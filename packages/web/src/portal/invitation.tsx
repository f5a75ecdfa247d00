import { presentName } from '../i18n/present-name.ts'
import { pathOf } from '../ui/address.ts'
import { AppKey } from '../ui/app-key.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import { CheckMark } from '../ui/icon.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'

export type InvitationPageProps = PageProps & {
  readonly name: string
  readonly csrf: string
  readonly refusal?: string | undefined
}

export type InvitationAppPageProps = PageProps & {
  /** The QR code as an `svg` element of our own making: it is put into the page as it is. */
  readonly qr: string
  /** The TOTP key in base32. */
  readonly secret: string
  readonly csrf: string
  /** Further hidden fields that the server wants back. */
  readonly hidden?: Readonly<Record<string, string>>
  readonly refusal?: string | undefined
}

/** An administrator's invitation: the password first. */
export function invitationPage(props: InvitationPageProps): string {
  const { texts, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.invitation.title'),
    intro: (
      <Isolated text={texts.text('page.invitation.text', { name: presentName(props.name) })} />
    ),
    children: (
      <>
        <PostForm action={pathOf(props.path)} hidden={{ _csrf: props.csrf }}>
          <TextField
            name="password"
            typed="current-password"
            label={texts.text('page.invitation.password.label')}
            maxLength={1024}
            refused={refusal !== undefined}
            focused
          />
          <Primary>{texts.text('page.invitation.submit')}</Primary>
        </PostForm>
      </>
    ),
  })
}

/** Then the authenticator app: scanned or typed by hand, proven by one code. */
export function invitationAppPage(props: InvitationAppPageProps): string {
  const { texts, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.invitation-app.title'),
    intro: texts.text('page.invitation-app.text'),
    children: (
      <>
        <AppKey texts={texts} qr={props.qr} secret={props.secret} />
        <PostForm action={pathOf(props.path)} hidden={{ _csrf: props.csrf, ...props.hidden }}>
          <TextField
            name="code"
            typed="code"
            label={texts.text('page.invitation-app.code.label')}
            maxLength={6}
            refused={refusal !== undefined}
          />
          <Primary>{texts.text('page.invitation-app.submit')}</Primary>
        </PostForm>
      </>
    ),
  })
}

/** And done: the console is open from now on. */
export function invitationDonePage(props: PageProps): string {
  const { texts } = props
  const title = texts.text('page.invitation-done.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <CheckMark />
        <h1>{title}</h1>
        <p>{texts.text('page.invitation-done.text')}</p>
        <a class="primary" href="/admin/audit">
          {texts.text('page.invitation-done.link')}
        </a>
      </>
    ),
  })
}
