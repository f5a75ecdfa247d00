import type { Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { Moment } from '../ui/moment.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { Linked } from './linked.tsx'
import { SeededTable } from './seeded-table.tsx'

export type OutboxPageProps = PageProps & {
  /** Newest first. */
  readonly messages: readonly {
    readonly channel: string
    readonly to: string
    readonly subject: string
    readonly text: string
    readonly sentAt: Instant
  }[]
  /** Addresses of ours, without a slash at the end; nothing else becomes a link. */
  readonly linkBases: readonly string[]
  /** The authenticator apps of the seeded people. */
  readonly apps?: readonly {
    readonly name: string
    readonly secret: string
    readonly code?: string | undefined
  }[]
  /** Their recovery codes that are still good. */
  readonly recoveryCodes?: readonly { readonly name: string; readonly codes: readonly string[] }[]
  /** What the seeded people answer to security questions. */
  readonly answers?: readonly {
    readonly name: string
    readonly question: string
    readonly answer: string
  }[]
}

/** The trial's outbox: what would have been sent, and the codes that an app would show. */
export function outboxPage(props: OutboxPageProps): string {
  const { texts, messages, apps = [], recoveryCodes = [], answers = [] } = props
  const title = texts.text('page.outbox.title')
  return renderPage(props, {
    title,
    width: 'wide',
    children: (
      <>
        <h1>{title}</h1>
        <p>{texts.text('page.outbox.text')}</p>
        {apps.length > 0 && <Apps apps={apps} props={props} />}
        {recoveryCodes.length > 0 && <RecoveryCodes people={recoveryCodes} props={props} />}
        {answers.length > 0 && <Answers answers={answers} props={props} />}
        <h2>{texts.text('page.outbox.messages.title')}</h2>
        {messages.length === 0 && <p class="help">{texts.text('page.outbox.empty')}</p>}
        {messages.map((message, at) => (
          <Message key={at} message={message} props={props} />
        ))}
      </>
    ),
  })
}

type MessageProps = { message: OutboxPageProps['messages'][number]; props: OutboxPageProps }

function Message({ message, props }: MessageProps): JSX.Element {
  const { texts, locale, linkBases } = props
  const isText = message.channel === 'sms'
  return (
    <article class="message">
      <h3>{isText ? texts.text('authenticator.sms') : message.subject}</h3>
      <p class="meta">
        {texts.text('page.outbox.to')} <bdi>{message.to}</bdi> · {texts.text('page.outbox.channel')}{' '}
        {message.channel} · {texts.text('page.outbox.sent')}{' '}
        <Moment at={message.sentAt} locale={locale} precision="second" />
      </p>
      <pre class={isText ? 'help' : undefined}>
        <Linked text={message.text} bases={linkBases} />
      </pre>
    </article>
  )
}

type AppsProps = { apps: NonNullable<OutboxPageProps['apps']>; props: OutboxPageProps }

function Apps({ apps, props: { texts } }: AppsProps): JSX.Element {
  return (
    <>
      <SeededTable
        title={texts.text('page.outbox.people.title')}
        columns={[
          texts.text('page.outbox.people.person'),
          texts.text('page.outbox.people.code'),
          texts.text('page.outbox.people.secret'),
        ]}
        rows={apps.map(({ name, code, secret }) => [
          name,
          <code key="code">{code}</code>,
          <code key="secret">{secret}</code>,
        ])}
      />
      <p class="hint">{texts.text('page.outbox.people.passkeys')}</p>
    </>
  )
}

type RecoveryCodesProps = {
  people: NonNullable<OutboxPageProps['recoveryCodes']>
  props: OutboxPageProps
}

function RecoveryCodes({ people, props: { texts } }: RecoveryCodesProps): JSX.Element {
  return (
    <SeededTable
      title={texts.text('page.outbox.codes.title')}
      columns={[texts.text('page.outbox.people.person'), texts.text('page.outbox.codes.left')]}
      rows={people.map(({ name, codes }) => [name, <Codes key="codes" codes={codes} />])}
    />
  )
}

function Codes({ codes }: { codes: readonly string[] }): JSX.Element {
  return (
    <details>
      <summary>
        <code>{codes[0]}</code>
      </summary>
      {codes.slice(1).map((code) => (
        <div key={code}>
          <code>{code}</code>
        </div>
      ))}
    </details>
  )
}

type AnswersProps = {
  answers: NonNullable<OutboxPageProps['answers']>
  props: OutboxPageProps
}

function Answers({ answers, props: { texts } }: AnswersProps): JSX.Element {
  return (
    <SeededTable
      title={texts.text('page.outbox.answers.title')}
      columns={[
        texts.text('page.outbox.people.person'),
        texts.text('page.outbox.answers.question'),
        texts.text('page.outbox.answers.answer'),
      ]}
      rows={answers.map(({ name, question, answer }) => [name, question, answer])}
    />
  )
}
