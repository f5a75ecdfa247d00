import {
  type ActionName,
  type Client,
  CurrentStep,
  type FieldName,
  FlowStarted,
  Problem,
  type Purpose,
  SessionStarted,
  type Step,
} from '@latchkey/protocol'
import type { Fixture } from './fixture.ts'

export const OLD_PASSWORD = 'Start-Passw0rd-1!'
export const NEW_PASSWORD = 'Copper-Lantern-42'

/** An answer as it came over the wire. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

export type Sending = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly body?: unknown
  readonly token?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Where it comes from. */
  readonly from?: string | undefined
}

export async function send({ app }: Pick<Fixture, 'app'>, sending: Sending): Promise<Answer> {
  const { method, url, body, token, headers = {}, from = '127.0.0.1' } = sending
  const response = await app.inject({
    method,
    url,
    remoteAddress: from,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.statusCode, headers: response.headers, body: response.body }
}

/** The problem in an answer, by its name, with what it carries. */
export function problemIn({ body, headers }: Answer): Problem & { readonly kind: string } {
  if (headers['content-type'] !== 'application/problem+json')
    throw new Error(`no problem: ${headers['content-type']}`)
  const problem = Problem.parse(JSON.parse(body))
  return { ...problem, kind: problem.type.slice(problem.type.lastIndexOf('/') + 1) }
}

export function stepIn(answer: Answer): Step {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`)
  return CurrentStep.parse(JSON.parse(answer.body)).step
}

export type Start = {
  readonly username?: string
  readonly purpose?: Purpose
  readonly client?: Client
  readonly locale?: 'en' | 'fr'
  readonly from?: string
}

export type Values = Partial<Record<FieldName, string>>
export type Extra = {
  readonly action?: ActionName
  readonly step?: string
  readonly key?: string
  readonly token?: string
  readonly from?: string | undefined
}

/** A flow as a client of the API walks it. */
export type ApiFlow = {
  readonly id: string
  readonly token: string
  readonly expiresAt: string
  /** The step of the last answer. */
  readonly step: Step
  /** Answers the step and goes on to the next one; fails where the server answers anything but a step. */
  submit(values: Values, extra?: Extra): Promise<Step>
  /** The same, whatever the answer is; the flow's own step stays. */
  trySubmit(values: Values, extra?: Extra): Promise<Answer>
  get(): Promise<Answer>
  cancel(): Promise<Answer>
}

export function startBody({ username, purpose = 'reset', client, locale }: Start) {
  return {
    purpose,
    client: client ?? { kind: 'api' },
    ...(username !== undefined && { username }),
    ...(locale && { locale }),
  }
}

export async function tryStart(fixture: Fixture, start: Start): Promise<Answer> {
  const { from } = start
  return await send(fixture, { method: 'POST', url: '/api/v1/flows', body: startBody(start), from })
}

export async function startFlow(fixture: Fixture, start: Start): Promise<ApiFlow> {
  const answer = await tryStart(fixture, start)
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`)
  const started = FlowStarted.parse(JSON.parse(answer.body))
  return apiFlow(fixture, { ...started, from: start.from })
}

type Known = {
  readonly flow: string
  readonly token: string
  readonly step: Step
  readonly expiresAt?: string
  readonly from?: string | undefined
}

/** A flow that is known already: from a sign-in that asked for a new password, for example. */
export function apiFlow(fixture: Fixture, known: Known): ApiFlow {
  const { flow, token, from, expiresAt = '' } = known
  const url = `/api/v1/flows/${flow}`
  const now = { step: known.step }
  const trySubmit = (values: Values, extra: Extra = {}) =>
    send(fixture, {
      method: 'POST',
      url: `${url}/submissions`,
      token: extra.token ?? token,
      from: extra.from ?? from,
      body: { step: extra.step ?? now.step.id, action: extra.action ?? 'submit', values },
      ...(extra.key !== undefined && { headers: { 'idempotency-key': extra.key } }),
    })
  return {
    id: flow,
    token,
    expiresAt,
    get step() {
      return now.step
    },
    trySubmit,
    submit: async (values, extra) => {
      now.step = stepIn(await trySubmit(values, extra))
      return now.step
    },
    get: () => send(fixture, { method: 'GET', url, token, from }),
    cancel: () => send(fixture, { method: 'DELETE', url, token, from }),
  }
}

export async function signIn(
  fixture: Fixture,
  username: string,
  password: string,
  from?: string,
): Promise<Answer> {
  const body = { username, password }
  return await send(fixture, { method: 'POST', url: '/api/v1/sessions', body, from })
}

export function sessionIn(answer: Answer): SessionStarted {
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body}`)
  return SessionStarted.parse(JSON.parse(answer.body))
}
