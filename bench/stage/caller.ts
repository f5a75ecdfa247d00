import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { HOST } from './organisation.ts'

export type Answer = { readonly status: number; readonly text: string }

/** A caller that keeps its connections. */
export type Caller = {
  call(method: 'GET' | 'POST', path: string, sent?: Sent): Promise<Answer>
  close(): void
}

export type Sent = {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The address that the proxy in front saw: budgets are kept per address. */
  readonly from?: string
}

export function createCaller(port: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  return {
    call: (method, path, { body, headers = {}, from = '10.1.2.3' } = {}) => {
      const sent = body === undefined ? undefined : JSON.stringify(body)
      const asking = request({
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          host: HOST,
          'x-forwarded-for': from,
          ...(sent !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(sent),
          }),
          ...headers,
        },
      })
      const answer = new Promise<Answer>((resolve, reject) => {
        asking.once('error', reject)
        asking.once('response', (response) => {
          text(response).then(
            (body) => resolve({ status: response.statusCode ?? 0, text: body }),
            reject,
          )
        })
      })
      asking.end(sent)
      return answer
    },
    close: () => agent.destroy(),
  }
}
