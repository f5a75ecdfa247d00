import { randomUUID } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { createTransport } from 'nodemailer'
import { type Channel, ChannelFault, type Message } from './channel.ts'
import { isAddress, isOneLine, type Mailbox, parseMailbox } from './mailbox.ts'
import { smtpFault } from './smtp-fault.ts'

export type SmtpSettings = {
  readonly host: string
  readonly port: number
  /** `starttls` never goes on in clear, whatever the other side offers; `none` is for loopback and tests. */
  readonly security: 'starttls' | 'tls' | 'none'
  readonly username?: string | undefined
  readonly password?: Secret<string> | undefined
  readonly from: string
  /** PEM; without it the system's authorities are asked. */
  readonly ca?: string | undefined
}

export type SmtpChannel = Channel & { close(): void }

const MOST_CONNECTIONS = 4
// All of them together stay below the lease of an outbox row.
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** Promises mail over a connection that is checked; refuses a `from` that is no mailbox. */
export function createSmtpChannel(settings: SmtpSettings): SmtpChannel {
  const from = parseMailbox(settings.from)
  if (!from) throw new TypeError('the sender is not a mailbox')
  const transport = connectionsTo(settings)
  // Composes a message to its last byte, and has no wire to put it on.
  const composer = createTransport({ streamTransport: true, buffer: true })
  return {
    name: 'smtp',
    send: async (message) => {
      refuseMalformed(message)
      await message.text.use((text) =>
        reportingFaults(transport.sendMail(mailOf(from, message, text))),
      )
    },
    rehearse: async (message) => {
      await message.text.use((text) => composer.sendMail(mailOf(from, message, text)))
    },
    startupCheck: async () => {
      await reportingFaults(transport.verify())
    },
    close: () => transport.close(),
  }
}

function connectionsTo({ host, port, security, username, password, ca }: SmtpSettings) {
  return createTransport({
    pool: true,
    maxConnections: MOST_CONNECTIONS,
    // A kept connection may have been closed by the other side: once more, then the outbox waits.
    maxRequeues: 1,
    host,
    port,
    ...TIMEOUTS,
    secure: security === 'tls',
    // Stops whoever strips STARTTLS from the greeting to read codes on the way (RFC 3207 §6).
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) },
    ...(username === undefined
      ? {}
      : { auth: { user: username, pass: (password ?? new Secret('')).use((value) => value) } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function mailOf(from: Mailbox, { to, subject, locale }: Message, text: string) {
  return {
    from,
    // As parts and not as a line: nothing in an address can add a recipient.
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject,
    text,
    messageId: `<${randomUUID()}@${from.address.split('@')[1]}>`,
    xMailer: false as const,
    headers: {
      // RFC 3834 §5: no vacation notice answers it.
      'Auto-Submitted': 'auto-generated',
      'Content-Language': locale,
    },
  }
}

function refuseMalformed({ to, subject }: Message): void {
  if (!isAddress(to)) throw new ChannelFault({ isPermanent: true, code: 'address-malformed' })
  if (!isOneLine(subject)) throw new ChannelFault({ isPermanent: true, code: 'subject-malformed' })
}

async function reportingFaults(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    throw smtpFault(error)
  }
}
