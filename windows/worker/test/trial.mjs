// The real server as a trial, with a data directory and ports of its own.
import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

export async function openTrial(bundle, folder) {
  const [http, https] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    LATCHKEY__DATA__DIR: folder,
    LATCHKEY__HTTP__PORT: String(http),
    LATCHKEY__HTTPS__PORT: String(https),
    LATCHKEY__OPS__LISTEN: '127.0.0.1:0',
  }
  const server = spawn(process.execPath, [bundle, 'serve', '--dev'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
  })
  await new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('the server did not start')))
    createInterface({ input: server.stdout }).on('line', (line) => {
      if (line.includes('server.ready')) resolve()
    })
  })
  const base = `http://localhost:${http}`
  return {
    url: `https://localhost:${https}`,
    authority: `${folder}/trial-ca.pem`,
    folder,
    /** What an administrator does at the server's command line. */
    async command(...words) {
      const { stdout } = await run(process.execPath, [bundle, ...words, '--dev'], { env })
      return stdout
    },
    /** The newest code of six digits that was sent to this address. */
    async codeFor(address) {
      for (let i = 0; i < 100; i++) {
        const outbox = await (
          await fetch(`${base}/dev/outbox`, { headers: { accept: 'application/json' } })
        ).json()
        const mail = outbox.find((one) => one.to === address)
        const code = mail && /^\d{6}$/m.exec(mail.text)?.[0]
        if (code) return code
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error('no code came')
    },
    async canSignIn(username, password) {
      const response = await fetch(`${base}/api/v1/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      })
      return response.ok
    },
    close() {
      server.kill('SIGTERM')
      return new Promise((resolve) => server.once('exit', resolve))
    },
  }
}
