import type { Instant } from '@latchkey/protocol'
import type { JSX } from 'preact'
import { Moment } from '../ui/moment.tsx'
import { renderPage } from '../ui/page.tsx'
import type { PageProps } from '../ui/page-props.ts'
import { ScrollFrame } from '../ui/scroll-frame.tsx'
import { Linked } from './linked.tsx'

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

function Apps({ apps, props }: AppsProps): JSX.Element {
  const { texts } = props
  const title = texts.text('page.outbox.people.title')
  return (
    <>
      <h2>{title}</h2>
      <ScrollFrame label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.text('page.outbox.people.person')}</th>
              <th scope="col">{texts.text('page.outbox.people.code')}</th>
              <th scope="col">{texts.text('page.outbox.people.secret')}</th>
            </tr>
          </thead>
          <tbody>
            {apps.map((app) => (
              <tr key={app.name}>
                <td>{app.name}</td>
                <td>
                  <code>{app.code}</code>
                </td>
                <td>
                  <code>{app.secret}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
      <p class="hint">{texts.text('page.outbox.people.passkeys')}</p>
    </>
  )
}

type RecoveryCodesProps = {
  people: NonNullable<OutboxPageProps['recoveryCodes']>
  props: OutboxPageProps
}

function RecoveryCodes({ people, props }: RecoveryCodesProps): JSX.Element {
  const { texts } = props
  const title = texts.text('page.outbox.codes.title')
  return (
    <>
      <h2>{title}</h2>
      <ScrollFrame label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.text('page.outbox.people.person')}</th>
              <th scope="col">{texts.text('page.outbox.codes.left')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ name, codes }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>
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
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </>
  )
}

type AnswersProps = {
  answers: NonNullable<OutboxPageProps['answers']>
  props: OutboxPageProps
}

function Answers({ answers, props }: AnswersProps): JSX.Element {
  const { texts } = props
  const title = texts.text('page.outbox.answers.title')
  return (
    <>
      <h2>{title}</h2>
      <ScrollFrame label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.text('page.outbox.people.person')}</th>
              <th scope="col">{texts.text('page.outbox.answers.question')}</th>
              <th scope="col">{texts.text('page.outbox.answers.answer')}</th>
            </tr>
          </thead>
          <tbody>
            {answers.map((one) => (
              <tr key={one.question}>
                <td>{one.name}</td>
                <td>{one.question}</td>
                <td>{one.answer}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollFrame>
    </>
  )
}
