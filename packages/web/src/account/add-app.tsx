import { AppKey } from '../ui/app-key.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'
import { NameField } from './name-field.tsx'
import { Back } from './proof.tsx'

export type AddAppPageProps = PageProps & {
  readonly csrf: string
  readonly qr: string
  readonly secret: string
  readonly challenge: string
  readonly replaces?: string | undefined
  readonly name?: string | undefined
  readonly refusal?: string | undefined
}

/** An authenticator app to add: its key, and a first code that proves the app has it. */
export function addAppPage(props: AddAppPageProps): string {
  const { texts, refusal, replaces } = props
  const hidden = {
    _csrf: props.csrf,
    challenge: props.challenge,
    ...(replaces !== undefined && { replaces }),
  }
  return renderRefusablePage(props, {
    title: texts.text(
      replaces === undefined ? 'page.invitation-app.title' : 'page.add-app.title.replace',
    ),
    intro: texts.text('page.invitation-app.text'),
    children: (
      <>
        <AppKey texts={texts} qr={props.qr} secret={props.secret} />
        <PostForm action="/account/app" hidden={hidden}>
          <TextField
            name="code"
            typed="code"
            label={texts.text('page.invitation-app.code.label')}
            maxLength={6}
            refused={refusal !== undefined}
          />
          <NameField texts={texts} value={props.name} />
          <Primary>{texts.text('page.invitation-app.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}
