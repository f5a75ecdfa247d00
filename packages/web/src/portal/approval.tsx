import type { Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { presentName } from '../i18n/present-name.ts'
import { PostForm, Primary } from '../ui/form.tsx'
import { CheckMark } from '../ui/icon.tsx'
import { Isolated } from '../ui/isolated.tsx'
import { Moment } from '../ui/moment.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { PasskeyField } from '../ui/passkey-field.tsx'
import { renderRefusablePage } from '../ui/refusable-page.tsx'
import { TextField } from '../ui/text-field.tsx'

export type ApprovalPageProps = PageProps & {
  readonly csrf: string
  readonly code?: string | undefined
  readonly refusal?: string | undefined
}

export type ApprovalCheckPageProps = PageProps & {
  readonly csrf: string
  readonly code: string
  readonly asking: {
    readonly username: string
    readonly at: Instant
    readonly machine: string | null
    /** The machine is known by its key, and not by what it says. */
    readonly isTrusted: boolean
    readonly address: string | null
  }
  readonly ceremony: object
  readonly refusal?: string | undefined
}

/** Where a person with a passkey types what the sign-in screen shows. There is no link that types it for them. */
export function approvalPage(props: ApprovalPageProps): string {
  const { texts, refusal } = props
  return renderRefusablePage(props, {
    title: texts.text('page.approve.title'),
    intro: texts.text('page.approve.text'),
    children: (
      <PostForm action="/approve" hidden={{ _csrf: props.csrf }}>
        <TextField
          name="code"
          typed="text"
          label={texts.text('page.approve.code.label')}
          hint={texts.text('page.approve.code.hint')}
          value={props.code}
          maxLength={20}
          refused={refusal !== undefined}
          focused
        />
        <Primary>{texts.text('page.approve.submit')}</Primary>
      </PostForm>
    ),
  })
}

/** Who asks, where and when: looked at before the passkey is used. */
export function approvalCheckPage(props: ApprovalCheckPageProps): string {
  const { texts, csrf, code, asking } = props
  const hidden = { _csrf: csrf, code }
  return renderRefusablePage(props, {
    title: texts.text('page.approve.check.title'),
    intro: (
      <Isolated
        text={texts.text('page.approve.check.text', { name: presentName(asking.username) })}
      />
    ),
    children: (
      <>
        <Place props={props} />
        <p class="refusal">{texts.text('page.approve.warning')}</p>
        <PostForm action="/approve/passkey" hidden={hidden}>
          <PasskeyField texts={texts} ceremony="get" options={props.ceremony} />
          <Primary>{texts.text('page.approve.yes')}</Primary>
        </PostForm>
        <PostForm action="/approve/decline" hidden={hidden} class="row">
          <button type="submit" class="secondary">
            {texts.text('page.approve.no')}
          </button>
        </PostForm>
      </>
    ),
  })
}

function Place({ props }: { props: ApprovalCheckPageProps }): JSX.Element {
  const { texts, locale, asking } = props
  const { machine, address } = asking
  return (
    <ul class="plain">
      <li>
        <Isolated text={machineText(props)} />
      </li>
      {address !== null && (
        <li>
          {texts.text('page.approve.fact.address')} <bdi>{address}</bdi>
        </li>
      )}
      <li>
        {texts.text('page.approve.fact.since')}{' '}
        <Moment at={asking.at} locale={locale} precision="second" />
      </li>
      {machine !== null && !asking.isTrusted && <li>{texts.text('page.approve.fact.claimed')}</li>}
    </ul>
  )
}

function machineText({ texts, asking: { machine } }: ApprovalCheckPageProps): string {
  return machine === null
    ? texts.text('page.approve.fact.no-machine')
    : texts.text('page.approve.fact.machine', { machine: presentName(machine) })
}

export type ApprovedPageProps = PageProps & { readonly number: string }

/** The number that has to be typed where the attempt was begun: without it the approval opens nothing. */
export function approvedPage(props: ApprovedPageProps): string {
  const { texts, number } = props
  const title = texts.text('page.approved.title')
  return renderPage(props, {
    title,
    children: (
      <>
        <CheckMark />
        <h1>{title}</h1>
        <p>{texts.text('page.approved.text')}</p>
        <div class="field">
          <code class="key code" translate={false}>
            {number}
          </code>
        </div>
        <p class="refusal">{texts.text('page.approved.warning')}</p>
      </>
    ),
  })
}
