import { spawn } from 'node:child_process'

/** An X server of its own, on the first number that is free; Wine draws nothing without one. */
export async function openDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  for await (const number of server.stdio[3].setEncoding('utf8'))
    return { name: `:${number.trim()}`, close: () => server.kill() }
  throw new Error('Xvfb did not start')
}
