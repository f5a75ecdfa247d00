import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire to a server on loopback that can be cut. */
export type Relay = {
  readonly port: number
  /** How many connections were ever made. */
  readonly connections: number
  /** Breaks every connection; new ones are let through. */
  cut(): Promise<void>
  /** The server's next answer is lost: the wire breaks instead. */
  loseNextAnswer(): void
  /** The client's next request strands: the wire breaks for the client, and the server hears it on `arrive`. */
  strandNextRequest(): void
  arrive(): void
  /** Lets nobody in any more. */
  refuse(): void
  [Symbol.asyncDispose](): Promise<void>
}

/** Listens on `host` and speaks to a port of 127.0.0.1. */
export async function startRelay(to: number, host = '127.0.0.1'): Promise<Relay> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let connections = 0
  let losesNext = false
  let strandsNext = false
  let refuses = false
  let arrive = () => {}

  const server = createServer((client) => {
    if (refuses) return void client.destroy()
    connections += 1
    const upstream = connect(to, '127.0.0.1')
    const pair = [client, upstream] as const
    pairs.add(pair)
    const end = () => {
      for (const one of pair) one.destroy()
      pairs.delete(pair)
    }
    for (const one of pair) one.on('error', end).on('close', end)
    client.on('data', (bytes) => {
      if (!strandsNext) return void upstream.write(bytes)
      strandsNext = false
      client.off('close', end)
      pairs.delete(pair)
      client.destroy()
      arrive = () => upstream.end(bytes)
    })
    upstream.on('data', (bytes) => {
      if (client.destroyed) return
      if (!losesNext) return void client.write(bytes)
      losesNext = false
      end()
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  // as: a server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo

  async function cut(): Promise<void> {
    const clients = [...pairs].map(([client]) => client)
    const closed = clients.map((one) => once(one, 'close'))
    for (const one of clients) one.destroy()
    await Promise.all(closed)
  }

  return {
    port,
    get connections() {
      return connections
    },
    cut,
    loseNextAnswer: () => {
      losesNext = true
    },
    strandNextRequest: () => {
      strandsNext = true
    },
    arrive: () => arrive(),
    refuse: () => {
      refuses = true
    },
    [Symbol.asyncDispose]: async () => {
      server.close()
      await cut()
    },
  }
}
