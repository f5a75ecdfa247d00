import { CodeField } from '../ui/code-field.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'

export type SecondProofPageProps = PageProps & {
  readonly csrf: string
  readonly refusal?: string | undefined
}

/** The console's second proof: a code of the administrator's authenticator app. */
export function secondProofPage(props: SecondProofPageProps): string {
  const { texts, csrf, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.second-proof.title'),
    intro: texts.text('page.second-proof.text'),
    children: (
      <>
        <PostForm action="/admin/code" hidden={{ _csrf: csrf }}>
          <CodeField texts={texts} refused={refusal !== undefined} />
          <Primary>{texts.text('page.sign-in.submit')}</Primary>
        </PostForm>
        <div class="links">
          <a href="/admin/sign-in">{texts.text('page.link.start-again')}</a>
        </div>
      </>
    ),
  })
}
