// A double of the server: HTTPS, and answers out of a list.

import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import { connect } from 'node:net'

const listening = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)))

/** `answer(request, response)` for everything but /healthz; `seen` has what came, `close` ends it. */
export async function openDouble(leaf, answer, options = {}) {
  const seen = []
  const server = createServer(
    { cert: leaf.cert, key: leaf.key, ...options },
    (request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        // By a proxy Wine names the whole address.
        const isHealth = new URL(request.url, 'https://localhost').pathname === '/healthz'
        if (!isHealth)
          seen.push({ method: request.method, url: request.url, headers: request.headers, body })
        if (isHealth) response.end('ok')
        else answer(request, response, seen.length)
      })
    },
  )
  server.on('tlsClientError', () => {})
  const sockets = new Set()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  const port = await listening(server)
  return {
    url: `https://localhost:${port}`,
    port,
    seen,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A proxy that knows CONNECT; `status` other than 200 refuses. Wine takes one of the same name for no proxy. */
export async function openProxy(status) {
  const connects = []
  const logons = []
  const server = createPlainServer()
  server.on('connect', (request, socket) => {
    connects.push(request.url)
    const logon = request.headers['proxy-authorization']
    if (logon) logons.push(logon)
    socket.on('error', () => {})
    if (status !== 200) {
      socket.end(
        `HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n\r\n`,
      )
      return
    }
    const [host, port] = request.url.split(':')
    const way = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      way.pipe(socket).pipe(way)
    })
    way.on('error', () => socket.destroy())
  })
  const port = await listening(server)
  return { address: `127.0.0.1:${port}`, connects, logons, close: () => server.close() }
}

export const json = (response, status, body, headers = {}) => {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
