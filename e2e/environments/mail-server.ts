import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { Message } from './server.ts'

export type Arrived = { readonly mail: ParsedMail; readonly isEncrypted: boolean }

/** A mail server on loopback that offers STARTTLS and knows one account. */
export type MailServer = {
  readonly port: number
  readonly arrived: readonly Arrived[]
  messages(): Promise<Message[]>
  [Symbol.asyncDispose](): Promise<void>
}

export type Account = { readonly username: string; readonly password: string }
export type Pair = { readonly key: string; readonly certificate: string }

/** Starts it with a certificate and the only account that may send. */
export async function startMailServer(pair: Pair, account: Account): Promise<MailServer> {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    key: pair.key,
    cert: pair.certificate,
    onAuth: ({ username, password }, _session, done) =>
      username === account.username && password === account.password
        ? done(null, { user: username })
        : done(new Error('not an account of this server')),
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        arrived.push({ mail, isEncrypted: session.secure })
        done()
      }, done)
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  // as: a server that listens on TCP has an address of this shape.
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    arrived,
    messages: async () => arrived.map(({ mail }) => messageOf(mail)).toReversed(),
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function messageOf({ to, subject, text, date }: ParsedMail): Message {
  return {
    channel: 'email',
    to: [to ?? []].flat()[0]?.value[0]?.address ?? '',
    subject: subject ?? '',
    text: text ?? '',
    sentAt: (date ?? new Date(0)).toISOString(),
  }
}
