import { PostForm, Primary, Refusal } from '../ui/form.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { TextField } from '../ui/text-field.tsx'

export type SecondProofPageProps = PageProps & {
  readonly csrf: string
  readonly refusal?: string | undefined
}

/** The console's second proof: a code of the administrator's authenticator app. */
export function secondProofPage(props: SecondProofPageProps): string {
  const { texts, csrf, refusal } = props
  const title = texts.text('page.second-proof.title')
  return renderPage(props, {
    title: refusal === undefined ? title : texts.text('page.title.refused', { title }),
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.second-proof.text')}</p>
        <Refusal text={refusal} />
        <PostForm action="/admin/code" hidden={{ _csrf: csrf }}>
          <TextField
            name="code"
            typed="code"
            label={texts.text('page.code.label')}
            maxLength={6}
            refused={refusal !== undefined}
            focused
          />
          <Primary>{texts.text('page.sign-in.submit')}</Primary>
        </PostForm>
        <div class="links">
          <a href="/admin/sign-in">{texts.text('page.link.start-again')}</a>
        </div>
      </>
    ),
  })
}
