import type { JSX } from 'preact'
import { CodeField } from '../ui/code-field.tsx'
import { PostForm, Primary } from '../ui/form.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { PasskeyField } from '../ui/passkey-field.tsx'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'

export type ProofPageProps = PageProps & {
  readonly csrf: string
  /** Where it goes on, as a query with its question mark. */
  readonly onward: string
  readonly refusal?: string | undefined
}

export type ProofCodePageProps = ProofPageProps & {
  readonly addresses: readonly { readonly id: string; readonly masked: string }[]
  readonly hasApp: boolean
  /** Whether one of their recovery codes would do. */
  readonly hasCodes: boolean
  readonly isSent: boolean
  /** What a passkey of the person may sign instead. */
  readonly ceremony?: object | undefined
}

/** Before a change: the current password again. */
export function proofPage(props: ProofPageProps): string {
  const { texts, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.proof.title'),
    intro: texts.text('page.proof.text'),
    children: (
      <>
        <PostForm action={`/account/proof${props.onward}`} hidden={{ _csrf: props.csrf }}>
          <TextField
            name="password"
            typed="current-password"
            label={texts.text('page.proof.password.label')}
            maxLength={1024}
            refused={refusal !== undefined}
            focused
          />
          <Primary>{texts.text('page.proof.submit')}</Primary>
        </PostForm>
        <Back texts={texts} />
      </>
    ),
  })
}

/** Then a code by one of the person's authenticators. */
export function proofCodePage(props: ProofCodePageProps): string {
  const { texts, refusal, isSent, hasApp, addresses } = props
  const title = texts.text('page.proof-code.title')
  const canType = isSent || hasApp
  return renderRefusablePage(props, {
    title,
    intro: texts.text(introOf(props)),
    children: (
      <>
        {canType && (
          <PostForm action={`/account/proof/code${props.onward}`} hidden={{ _csrf: props.csrf }}>
            <CodeField texts={texts} refused={refusal !== undefined} />
            <Primary>{texts.text('page.proof.submit')}</Primary>
          </PostForm>
        )}
        {addresses.map((one) => (
          <PostForm
            key={one.id}
            class="row"
            action={`/account/proof/send${props.onward}`}
            hidden={{ _csrf: props.csrf, authenticator: one.id }}
          >
            <button type="submit" class={canType ? 'secondary' : 'primary'}>
              {texts.text(isSent ? 'page.proof-code.send-again' : 'page.proof-code.send', {
                address: one.masked,
              })}
            </button>
          </PostForm>
        ))}
        <ProofPasskey props={props} />
        {props.hasCodes && (
          <RecoveryCode
            props={props}
            isAlone={!canType && addresses.length === 0 && props.ceremony === undefined}
          />
        )}
        <Back texts={texts} />
      </>
    ),
  })
}

function ProofPasskey({ props }: { props: ProofCodePageProps }): JSX.Element | null {
  const { texts, ceremony } = props
  if (ceremony === undefined) return null
  return (
    <PostForm
      action={`/account/proof/passkey${props.onward}`}
      hidden={{ _csrf: props.csrf }}
      class="apart"
    >
      <PasskeyField texts={texts} ceremony="get" options={ceremony} />
      <Primary>{texts.text('page.proof-code.passkey')}</Primary>
    </PostForm>
  )
}

function introOf({ isSent, hasApp, hasCodes, addresses, ceremony }: ProofCodePageProps) {
  if (isSent) return 'page.proof-code.text.sent' as const
  if (hasApp) return 'page.proof-code.text.app' as const
  if (addresses.length > 0) return 'page.proof-code.text.mail' as const
  if (ceremony !== undefined) return 'page.proof-code.text.passkey' as const
  return hasCodes
    ? ('page.proof-code.text.recovery-code' as const)
    : ('page.proof-code.text.none' as const)
}

// Of paper: for whoever has lost phone and mail, and still knows the password.
function RecoveryCode({
  props,
  isAlone,
}: {
  props: ProofCodePageProps
  isAlone: boolean
}): JSX.Element {
  const { texts, csrf, refusal } = props
  return (
    <PostForm action={`/account/proof/code${props.onward}`} hidden={{ _csrf: csrf }}>
      <TextField
        name="recovery-code"
        typed="long-code"
        label={texts.text('page.proof-code.recovery-code.label')}
        maxLength={64}
        refused={isAlone && refusal !== undefined}
        focused={isAlone}
      />
      <button type="submit" class={isAlone ? 'primary' : 'secondary'}>
        {texts.text('page.proof-code.recovery-code.submit')}
      </button>
    </PostForm>
  )
}

/** The way back, without having changed anything. */
export function Back({ texts }: Pick<PageProps, 'texts'>): JSX.Element {
  return (
    <div class="links">
      <a href="/account">{texts.text('page.security.back')}</a>
    </div>
  )
}
