import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { BerReader } from 'ldapts'
import type { Certificate } from './certificate.ts'
import { readMessages } from './scripted-ldap.ts'

/** What becomes of one modify: it is sent on by `deliver`, which ends with the server's answer, or not at all. */
export type AtModify = (deliver: () => Promise<void>) => Promise<void>

/** Stands between Latchkey and a directory server, and reads what passes. */
export type Between = {
  readonly port: number
  /** The next modify goes through these hands; its answer is lost, and so is the connection. */
  atNextModify(handle: AtModify): void
  [Symbol.asyncDispose](): Promise<void>
}

const MODIFY = 0x66

/** Listens on loopback with a certificate of its own and speaks to `to` over TLS. */
export async function startBetween(
  pair: Certificate,
  to: { readonly host: string; readonly port: number; readonly ca: string },
): Promise<Between> {
  const sockets = new Set<TLSSocket>()
  let atNext: AtModify | undefined
  const server = createServer({ cert: pair.certificate, key: pair.key }, (client) => {
    const upstream = connect({ ...to })
    let isHandled = false
    let onAnswer: (() => void) | undefined
    const end = () => {
      client.destroy()
      // What is under way in our hands still has to reach the server.
      if (!isHandled) upstream.destroy()
    }
    for (const one of [client, upstream]) {
      sockets.add(one)
      one.on('error', end).on('close', end)
    }
    const deliver = (message: Buffer) => async () => {
      const answered = new Promise<void>((resolve) => {
        onAnswer = resolve
      })
      upstream.write(message)
      await answered
    }
    readMessages(client, (message) => {
      const handle = isModify(message) ? atNext : undefined
      if (!handle) return void upstream.write(message)
      atNext = undefined
      isHandled = true
      void handle(deliver(message)).finally(() => {
        isHandled = false
        end()
      })
    })
    upstream.on('data', (bytes) => (isHandled ? onAnswer?.() : client.write(bytes)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // as: a server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    port,
    atNextModify: (handle) => {
      atNext = handle
    },
    [Symbol.asyncDispose]: async () => {
      for (const one of sockets) one.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function isModify(message: Buffer): boolean {
  const reader = new BerReader(message)
  reader.readSequence()
  reader.readInt()
  return reader.peek() === MODIFY
}
