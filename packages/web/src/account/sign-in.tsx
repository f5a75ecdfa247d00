import { PostForm, Primary } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'

export type SignInPageProps = PageProps & {
  /** Whose door: one's own page, or the administrators' console. */
  readonly place: 'account' | 'administration'
  readonly csrf: string
  readonly username?: string | undefined
  readonly refusal?: string | undefined
}

const DOORS = {
  account: { action: '/account/sign-in', key: 'page.sign-in' },
  administration: { action: '/admin/sign-in', key: 'page.sign-in.administration' },
} as const

/** Name and password, for one's own page or for the console. */
export function signInPage(props: SignInPageProps): string {
  const { texts, place, csrf, username, refusal } = props
  const { action, key } = DOORS[place]
  return renderRefusablePage(props, {
    title: texts.text(`${key}.title`),
    intro: texts.text(`${key}.text`),
    children: (
      <>
        <PostForm action={action} hidden={{ _csrf: csrf }}>
          <TextField
            name="username"
            typed="username"
            label={texts.text('page.sign-in.username.label')}
            value={username}
            maxLength={256}
            refused={refusal !== undefined}
            focused={username === undefined}
          />
          <TextField
            name="password"
            typed="current-password"
            label={texts.text('page.sign-in.password.label')}
            maxLength={1024}
            refused={refusal !== undefined}
            focused={username !== undefined}
          />
          <Primary>{texts.text('page.sign-in.submit')}</Primary>
        </PostForm>
        <div class="links">
          <a href="/">{texts.text('page.link.forgot')}</a>
        </div>
      </>
    ),
  })
}
