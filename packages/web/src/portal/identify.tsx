import type { JSX } from 'preact'
import { PostForm, Primary } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'

export type IdentifyPageProps = PageProps & {
  readonly purpose: 'reset' | 'unlock'
  readonly csrf: string
  readonly idempotency: string
  /** What was typed before, shown again. */
  readonly username?: string | undefined
  readonly refusal?: string | undefined
}

const ADDRESS = { reset: '/', unlock: '/unlock' } as const

/** The first page: who are you? Posts to the address of its purpose. */
export function identifyPage(props: IdentifyPageProps): string {
  const { texts, purpose, csrf, idempotency, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text(`step.identify.${purpose}.title`),
    intro: texts.text(`step.identify.${purpose}.text`),
    children: (
      <>
        <PostForm action={ADDRESS[purpose]} hidden={{ _csrf: csrf, idempotency }}>
          <TextField
            name="username"
            typed="username"
            label={texts.text('step.identify.username.label')}
            hint={texts.text('step.identify.username.hint')}
            value={props.username}
            maxLength={256}
            refused={refusal !== undefined}
            focused
          />
          <Primary>{texts.text('step.action.submit')}</Primary>
        </PostForm>
        <OtherWays props={props} />
      </>
    ),
  })
}

function OtherWays({ props }: { props: IdentifyPageProps }): JSX.Element {
  const { texts, purpose } = props
  return (
    <div class="links apart">
      {purpose === 'reset' ? (
        <a href={ADDRESS.unlock}>{texts.text('page.link.unlock')}</a>
      ) : (
        <a href={ADDRESS.reset}>{texts.text('page.link.forgot')}</a>
      )}{' '}
      <a href="/account">{texts.text('page.link.account')}</a>
    </div>
  )
}
