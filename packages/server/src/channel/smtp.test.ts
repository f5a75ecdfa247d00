import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import tls from 'node:tls'
import { Secret } from '@latchkey/protocol'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type CertificateFixture, createCertificateFixture } from './certificate.fixture.ts'
import { describeChannel } from './channel.contract.ts'
import { ChannelFault, type Message } from './channel.ts'
import { createSmtpChannel, type SmtpChannel, type SmtpSettings } from './smtp.ts'

type Arrived = { readonly mail: ParsedMail; readonly isEncrypted: boolean; readonly from: string }

const MESSAGE: Message = {
  to: 'alice@corp.test',
  subject: 'Your code',
  text: new Secret('314159'),
  locale: 'en',
}

let certificates: CertificateFixture
let elsewhere: CertificateFixture
let arrived: Arrived[]
let servers: SMTPServer[]
let channels: SmtpChannel[]

beforeAll(() => {
  certificates = createCertificateFixture('localhost')
  elsewhere = createCertificateFixture('other.test')
})
beforeEach(() => {
  arrived = []
  servers = []
  channels = []
})
afterEach(async () => {
  for (const channel of channels) channel.close()
  await Promise.all(servers.map((server) => new Promise<void>((done) => server.close(done))))
})

async function serve(options: SMTPServerOptions = {}, leaf = certificates): Promise<number> {
  const server = new SMTPServer({
    key: leaf.key,
    cert: leaf.certificate,
    authOptional: true,
    closeTimeout: 100,
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        const sender = session.envelope.mailFrom
        arrived.push({ mail, isEncrypted: session.secure, from: sender ? sender.address : '' })
        done()
      }, done)
    },
    ...options,
  })
  // A client that refuses a certificate hangs up; the server need not die of it.
  server.on('error', () => {})
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return portOf(server.server)
}

function connect(port: number, settings: Partial<SmtpSettings> = {}): SmtpChannel {
  const channel = createSmtpChannel({
    host: 'localhost',
    port,
    security: 'starttls',
    from: 'Password reset <reset@example.org>',
    ca: certificates.ca,
    ...settings,
  })
  channels.push(channel)
  return channel
}

const faultOf = (work: Promise<void>) =>
  work.then(
    () => expect.unreachable('it was sent'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ChannelFault)
      return error
    },
  )
const refusing = (code: number): SMTPServerOptions => ({
  onRcptTo: (_address, _session, done) =>
    done(Object.assign(new Error('no alice@corp.test here'), { responseCode: code })),
})

describe('the contract of channels', () => {
  let channel: SmtpChannel
  beforeEach(async () => {
    channel = connect(await serve())
  })
  describeChannel({
    channel: () => channel,
    arrived: async () =>
      arrived.map(({ mail }) => ({
        to: [mail.to ?? []]
          .flat()
          .flatMap((one) => one.text)
          .join(),
        subject: mail.subject ?? '',
        text: mail.text ?? '',
      })),
  })
})

describe('a mail', () => {
  test('carries the headers of an automatic one, and nothing about the program', async () => {
    await connect(await serve()).send({ ...MESSAGE, locale: 'fr' })
    const [{ mail, from } = expect.unreachable('nothing arrived')] = arrived
    expect(mail.from?.text).toBe('"Password reset" <reset@example.org>')
    expect(from).toBe('reset@example.org')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('content-language')).toBe('fr')
    expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@example\.org>$/)
    expect(mail.headers.has('x-mailer')).toBe(false)
  })

  test('never has the id of another one', async () => {
    const channel = connect(await serve())
    await Promise.all([channel.send(MESSAGE), channel.send(MESSAGE)])
    expect(new Set(arrived.map(({ mail }) => mail.messageId)).size).toBe(2)
  })
})

describe('the connection', () => {
  test('is encrypted by STARTTLS', async () => {
    await connect(await serve()).send(MESSAGE)
    expect(arrived).toMatchObject([{ isEncrypted: true }])
  })

  test('is encrypted from its start', async () => {
    await connect(await serve({ secure: true }), { security: 'tls' }).send(MESSAGE)
    expect(arrived).toMatchObject([{ isEncrypted: true }])
  })

  test('is in clear only where the settings say so', async () => {
    const port = await serve({ disabledCommands: ['STARTTLS'] })
    await connect(port, { security: 'none' }).send(MESSAGE)
    expect(arrived).toMatchObject([{ isEncrypted: false }])
  })

  test('is refused where the other side offers no STARTTLS', async () => {
    const channel = connect(await serve({ disabledCommands: ['STARTTLS'] }))
    expect(await faultOf(channel.send(MESSAGE))).toMatchObject({ isPermanent: false })
    await faultOf(channel.startupCheck())
    expect(arrived).toEqual([])
  })

  test('is refused where the certificate is for another name', async () => {
    const channel = connect(await serve({}, elsewhere), { ca: elsewhere.ca })
    expect(await faultOf(channel.send(MESSAGE))).toMatchObject({ isPermanent: false })
    await faultOf(channel.startupCheck())
    expect(arrived).toEqual([])
  })

  test('is refused where the authority is not known', async () => {
    const port = await serve()
    await faultOf(connect(port, { ca: elsewhere.ca }).send(MESSAGE))
    await faultOf(connect(port, { ca: undefined }).send(MESSAGE))
    const tls = await serve({ secure: true })
    await faultOf(connect(tls, { ca: undefined, security: 'tls' }).send(MESSAGE))
    expect(arrived).toEqual([])
  })

  test('is refused below TLS 1.2, even where Node was told to allow it', async () => {
    const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls
    const ciphers = 'DEFAULT@SECLEVEL=0'
    Object.assign(tls, { DEFAULT_MIN_VERSION: 'TLSv1', DEFAULT_CIPHERS: ciphers })
    try {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers } as const
      const fault = await faultOf(connect(await serve(old)).send(MESSAGE))
      expect(fault).toMatchObject({ isPermanent: false, code: 'ESOCKET' })
    } finally {
      Object.assign(tls, { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS })
    }
    expect(arrived).toEqual([])
  })
})

describe('a failure', () => {
  test.each([550, 553, 501])('with the reply %i is final', async (reply) => {
    const fault = await faultOf(connect(await serve(refusing(reply))).send(MESSAGE))
    expect(fault).toMatchObject({ isPermanent: true, reply })
  })

  test.each([451, 421, 452])('with the reply %i is not final', async (reply) => {
    const fault = await faultOf(connect(await serve(refusing(reply))).send(MESSAGE))
    expect(fault).toMatchObject({ isPermanent: false, reply })
  })

  test('at the end of the message is classified alike', async () => {
    const after = (code: number): SMTPServerOptions => ({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('no'), { responseCode: code })))
      },
    })
    const fault = async (code: number) => faultOf(connect(await serve(after(code))).send(MESSAGE))
    expect(await fault(554)).toMatchObject({ isPermanent: true, reply: 554 })
    expect(await fault(451)).toMatchObject({ isPermanent: false, reply: 451 })
  })

  test('to log in is not final, as the settings may be mended', async () => {
    const port = await serve({
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === 'latchkey' && password === 'right'
          ? done(null, { user: username })
          : done(Object.assign(new Error('wrong'), { responseCode: 535 })),
    })
    const as = (password: string) =>
      connect(port, { username: 'latchkey', password: new Secret(password) })
    expect(await faultOf(as('wrong').send(MESSAGE))).toMatchObject({
      isPermanent: false,
      reply: 535,
    })
    await faultOf(as('wrong').startupCheck())
    expect(await faultOf(connect(port).send(MESSAGE))).toMatchObject({
      isPermanent: false,
      reply: 530,
    })
    await as('right').startupCheck()
    await as('right').send(MESSAGE)
    expect(arrived).toHaveLength(1)
  })

  test('to reach the other side is not final', async () => {
    const port = await freePort()
    const fault = await faultOf(connect(port).send(MESSAGE))
    expect(fault).toMatchObject({ isPermanent: false, reply: undefined })
    await faultOf(connect(port).startupCheck())
  })

  test('says nothing of the person to the log', async () => {
    const fault = await faultOf(connect(await serve(refusing(550))).send(MESSAGE))
    expect(String(fault) + JSON.stringify(fault, Object.getOwnPropertyNames(fault))).not.toContain(
      'alice',
    )
  })
})

test('refuses a sender that is no mailbox', () => {
  expect(() => connect(25, { from: 'Password reset' })).toThrow(TypeError)
})

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}

// as: a listening TCP server has a port, and never a pipe's name.
const portOf = (server: Server) => (server.address() as AddressInfo).port
