import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What stands between a server and its database, and can be made worse. */
export type SpoiltWay = {
  readonly port: number
  /** How long every byte takes, each way; 0 again lets all of them through. */
  delay(ms: number): void
  /** Ends every connection that there is. */
  cut(): void
  close(): Promise<void>
}

export async function startProxy(target: number): Promise<SpoiltWay> {
  const sockets = new Set<Socket>()
  let delayMs = 0
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    pipe(near, far)
    pipe(far, near)
  })
  const pipe = (from: Socket, to: Socket) => {
    sockets.add(from)
    from.on('data', (bytes) => {
      setTimeout(() => to.write(bytes), delayMs)
    })
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
  }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // as: a server that listens on TCP has an address of this shape.
  const { port } = server.address() as AddressInfo
  return {
    port,
    cut,
    delay: (ms) => {
      delayMs = ms
    },
    close: async () => {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
