import { once } from 'node:events'
import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestPlain,
} from 'node:http'
import { request as requestSecure } from 'node:https'
import { text } from 'node:stream/consumers'
import { eventually } from './deadline.ts'
import type { Message } from './server.ts'

export type Answer = {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  // The wire as it is: each test looks at what it is about.
  readonly body: Body
}
export type Body = {
  readonly flow?: string
  readonly token?: string
  readonly type?: string
  readonly step?: WireStep
  /** Of a problem: where the flow goes on. */
  readonly nextStep?: WireStep
}
export type WireStep = {
  readonly id: string
  readonly kind: string
  readonly text?: string
  readonly reason?: string
  readonly refusal?: { readonly code: string; readonly text: string }
  readonly rules?: readonly {
    readonly code: string
    readonly text: string
    readonly state: string
  }[]
}

export type Api = {
  call(method: string, path: string, sent?: Sent): Promise<Answer>
}
export type Sent = {
  readonly body?: unknown
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

export type ApiOptions = {
  /** Which of this machine's loopback addresses the caller has: budgets are kept per address. */
  readonly localAddress?: string
  readonly ca?: string
}

/** A caller of the API over real HTTP, each call on a connection of its own. */
export function createApi(base: string, options: ApiOptions = {}): Api {
  return {
    call: (method, path, sent = {}) => {
      const { sending, answer } = openCall(base, options, { method, path, ...sent })
      sending.end(textOf(sent))
      return answer
    },
  }
}

export type Call = Sent & { readonly method: string; readonly path: string }
export type OpenCall = { readonly sending: ClientRequest; readonly answer: Promise<Answer> }

/** A call whose body is still to be sent: `sending.end(textOf(call))` does. */
export function openCall(base: string, { localAddress, ca }: ApiOptions, call: Call): OpenCall {
  const url = new URL(call.path, base)
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  const sending = request({
    protocol: url.protocol,
    // 127.0.0.1 and not localhost: an address of IPv4 can't be the source of a call to ::1.
    hostname: localAddress === undefined ? url.hostname.replace(/^\[|\]$/g, '') : '127.0.0.1',
    port: url.port,
    path: url.pathname + url.search,
    method: call.method,
    agent: false,
    headers: headersOf(call),
    ...(localAddress !== undefined && { localAddress }),
    ...(ca !== undefined && { ca }),
  })
  return { sending, answer: answerTo(sending) }
}

function headersOf(call: Call): OutgoingHttpHeaders {
  const text = textOf(call)
  return {
    ...(text !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    }),
    ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
    ...call.headers,
  }
}

export function textOf({ body }: Sent): string | undefined {
  return body === undefined ? undefined : JSON.stringify(body)
}

async function answerTo(sending: ClientRequest): Promise<Answer> {
  // as: what Node hands to a listener for `response`.
  const [response] = (await once(sending, 'response')) as [IncomingMessage]
  const received = await text(response)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: received === '' ? {} : JSON.parse(received),
  }
}

/** A flow as a caller walks it. */
export type Walk = {
  readonly flow: string
  readonly token: string
  readonly step: () => WireStep
  submit(action: string, values: Record<string, string>): Promise<Answer>
}

/** Begins a flow and follows its steps. */
export async function startWalk(
  api: Api,
  username: string,
  purpose = 'reset',
  locale = 'en',
  client: Readonly<Record<string, string>> = { kind: 'api' },
): Promise<Walk> {
  const start = { purpose, username, locale, client }
  const started = await api.call('POST', '/api/v1/flows', { body: start })
  const { flow, token } = started.body
  let { step } = started.body
  if (!flow || !token || !step) throw new Error(`no flow began: ${JSON.stringify(started)}`)
  let present = step
  return {
    flow,
    token,
    step: () => present,
    submit: async (action, values) => {
      const answer = await api.call('POST', `/api/v1/flows/${flow}/submissions`, {
        body: { step: present.id, action, values },
        token,
      })
      step = answer.body.step ?? answer.body.nextStep
      if (step) present = step
      return answer
    },
  }
}

/** The one-time code of the newest message to an address, once there are `count` with one. */
export async function codeFor(
  messages: () => Promise<Message[]>,
  to: string,
  count = 1,
): Promise<string> {
  return await eventually(`code ${count} for ${to}`, async () => {
    const codes = await codesFor(messages, to)
    return codes.length >= count ? codes[0] : undefined
  })
}

async function codesFor(messages: () => Promise<Message[]>, to: string): Promise<string[]> {
  const mine = (await messages()).filter((one) => one.to === to)
  return mine.flatMap(({ text }) => /^\d{6}$/m.exec(text)?.[0] ?? [])
}

/** Walks as far as the new password. */
export async function walkToNewPassword(
  api: Api,
  messages: () => Promise<Message[]>,
  name: string,
  locale = 'en',
): Promise<Walk> {
  const to = `${name}@corp.test`
  const earlier = (await codesFor(messages, to)).length
  const walk = await startWalk(api, name, 'reset', locale)
  await walk.submit('submit', { authenticator: 'email' })
  await walk.submit('submit', { code: await codeFor(messages, to, earlier + 1) })
  if (walk.step().kind !== 'new-password') throw new Error(`at ${walk.step().kind} instead`)
  return walk
}

export const newPassword = (password: string) => ({ password, 'password-again': password })

/** Whether a password signs in. */
export async function signsIn(api: Api, username: string, password: string): Promise<boolean> {
  const { status } = await api.call('POST', '/api/v1/sessions', { body: { username, password } })
  if (status !== 201 && status !== 401) throw new Error(`sign-in answered ${status}`)
  return status === 201
}
