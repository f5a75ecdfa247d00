import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Samba listens on the ports of its protocols only, so whoever runs beside another needs another address.
const LDAPS_PORT = 636

/** A loopback address on which nobody answers as a directory; needs no alias on `lo`. */
export async function freeAddress(): Promise<string> {
  for (;;) {
    const address = `127.${randomInt(64, 128)}.${randomInt(256)}.${randomInt(1, 255)}`
    if (await isFree(address)) return address
  }
}

function isFree(address: string): Promise<boolean> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    )
    server.listen(LDAPS_PORT, address, () => server.close(() => resolve(true)))
  })
}
