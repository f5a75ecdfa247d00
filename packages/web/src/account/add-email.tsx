import { presentName } from '../i18n/present-name.ts'
import { CodeField } from '../ui/code-field.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import { Isolated } from '../ui/isolated.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'
import { NameField } from './name-field.tsx'
import { Back } from './proof.tsx'

export type AddEmailPageProps = PageProps & {
  readonly csrf: string
  /** The address that the directory has, to be confirmed instead of typed. */
  readonly confirms?: string | undefined
  readonly replaces?: { readonly id: string; readonly masked: string } | undefined
  readonly address?: string | undefined
  readonly name?: string | undefined
  readonly refusal?: string | undefined
}

export type EmailCodePageProps = PageProps & {
  readonly csrf: string
  readonly address: string
  readonly challenge: string
  /** An address of the organisation, which counts for no reset. */
  readonly isIdle?: boolean
  readonly refusal?: string | undefined
}

/** An e-mail address to add, to put in another's place, or to confirm. */
export function addEmailPage(props: AddEmailPageProps): string {
  const { texts, confirms, replaces, refusal } = props
  const hidden = {
    _csrf: props.csrf,
    ...(replaces && { replaces: replaces.id }),
    ...(confirms !== undefined && { confirms: 'yes' }),
  }
  return renderRefusablePage(props, {
    title: texts.text(titleOf(props), {}),
    intro: <Isolated text={introOf(props)} />,
    children: (
      <>
        <PostForm action="/account/email" hidden={hidden}>
          {confirms === undefined && (
            <TextField
              name="address"
              typed="email"
              label={texts.text('page.add-email.address.label')}
              hint={texts.text('page.add-email.address.hint')}
              value={props.address}
              maxLength={254}
              refused={refusal !== undefined}
              focused
            />
          )}
          <NameField texts={texts} value={props.name} />
          <Primary>{texts.text('page.add-email.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}

function titleOf({ confirms, replaces }: AddEmailPageProps) {
  if (confirms !== undefined) return 'page.add-email.title.confirm' as const
  return replaces ? ('page.add-email.title.replace' as const) : ('page.add-email.title' as const)
}

function introOf({ texts, confirms, replaces }: AddEmailPageProps): string {
  if (confirms !== undefined)
    return texts.text('page.add-email.text.confirm', { address: presentName(confirms) })
  return replaces
    ? texts.text('page.add-email.text.replace', { address: presentName(replaces.masked) })
    : texts.text('page.add-email.text')
}

/** The code that was sent to the new address. */
export function emailCodePage(props: EmailCodePageProps): string {
  const { texts, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.email-code.title'),
    intro: (
      <Isolated
        text={texts.text('page.email-code.text', { address: presentName(props.address) })}
      />
    ),
    children: (
      <>
        {props.isIdle === true && <p class="help">{texts.text('page.email-code.idle')}</p>}
        <PostForm
          action="/account/email/code"
          hidden={{ _csrf: props.csrf, challenge: props.challenge }}
        >
          <CodeField texts={texts} refused={refusal !== undefined} />
          <Primary>{texts.text('page.email-code.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}
