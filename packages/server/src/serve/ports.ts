import { createServer } from 'node:net'
import { atPort, type Config } from '../config/config.ts'

/** The configuration with every port 0 replaced by a free one: addresses have to be known before anything listens. */
export async function chosenPorts(config: Config): Promise<Config> {
  const port = config.http.listen[0]?.port === 0 ? await freePort() : undefined
  const placed = port === undefined ? config : atPort(config, port)
  const { trial } = placed
  if (trial?.https[0]?.port !== 0) return placed
  const https = await freePort()
  return {
    ...placed,
    trial: { ...trial, https: trial.https.map((one) => ({ ...one, port: https })) },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
