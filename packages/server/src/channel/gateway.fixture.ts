import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Received = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a gateway does with a request: answers, says nothing for ever, or hangs up after it took it. */
export type Behaviour = (received: Received, count: number) => Answer | 'silence' | 'hang-up'

/** A gateway on loopback that records what it was given. */
export type RecordingGateway = AsyncDisposable & {
  readonly url: string
  readonly received: readonly Received[]
  /** How it answers from now on. */
  behave(behaviour: Behaviour): void
}

type Pair = { readonly key: string; readonly certificate: string }

export async function startGateway(
  behaviour: Behaviour = () => ({}),
  pair?: Pair,
): Promise<RecordingGateway> {
  const received: Received[] = []
  let behave = behaviour
  const listener: RequestListener = (request, response) => {
    void text(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://gateway')
      const { method = '', headers } = request
      const one = { method, path: pathname, query: searchParams, headers, body }
      received.push(one)
      const answer = behave(one, received.length)
      if (answer === 'silence') return
      if (answer === 'hang-up') return request.socket.destroy()
      response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? 'accepted')
    })
  }
  const server: Server = pair
    ? createSecureServer({ key: pair.key, cert: pair.certificate }, listener)
    : createServer(listener)
  // A client that refuses a certificate hangs up; the server need not die of it.
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // as: a server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    url: pair ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    received,
    behave: (next) => {
      behave = next
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
