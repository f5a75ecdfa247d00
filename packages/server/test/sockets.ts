import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Answer } from './api-client.ts'
import { inParallel } from './in-parallel.ts'

type Served = { readonly app: FastifyInstance }

/** The port on loopback where a server listens, opened by the first who asks. */
export async function portOf({ app }: Served): Promise<number> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen')
  return address.port
}

type Posts = {
  readonly url: string
  readonly token: string
  readonly bodies: readonly unknown[]
  readonly most: number
}

/** Posts each body over a real connection, so many at once. */
export async function postOverSockets(served: Served, posts: Posts): Promise<Answer[]> {
  const port = await portOf(served)
  const agent = new Agent({ keepAlive: true, maxSockets: posts.most })
  try {
    return await inParallel(posts.bodies, posts.most, (body) =>
      postOne(agent, port, posts, JSON.stringify(body)),
    )
  } finally {
    agent.destroy()
  }
}

function postOne(agent: Agent, port: number, { url, token }: Posts, body: string) {
  return new Promise<Answer>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const sent = request(
      { host: '127.0.0.1', port, agent, path: url, method: 'POST', headers },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends bytes as they are and gives back all that comes until so many answers were there, or the server hangs up. */
export async function sendBytes(served: Served, bytes: string, answers = 1): Promise<string> {
  const port = await portOf(served)
  return await new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (part) => {
      parts.push(part)
      const come =
        Buffer.concat(parts)
          .toString('utf8')
          .match(/HTTP\/1\.1 \d+/g) ?? []
      // Not before: Node drops a request whose sender hangs up while it is at work on it.
      if (come.length >= answers) socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(parts).toString('utf8')))
  })
}
