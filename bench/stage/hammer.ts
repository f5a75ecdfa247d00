import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { upTo } from './numbers.ts'

const WARM_MS = 1_000

/**
 * Sends one request over and over on so many connections, and counts whole answers a second. Over bare sockets: a
 * client that does more would measure itself.
 */
export async function hammer(
  port: number,
  request: string,
  { connections, seconds }: { readonly connections: number; readonly seconds: number },
): Promise<number> {
  const now = { answers: 0, isOver: false }
  const sockets = upTo(connections).map(() => sendOnAndOn(port, request, now))
  await pause(WARM_MS)
  const [from, before] = [performance.now(), now.answers]
  await pause(seconds * 1_000)
  const perSecond = (now.answers - before) / ((performance.now() - from) / 1_000)
  now.isOver = true
  for (const socket of sockets) socket.destroy()
  return perSecond
}

function sendOnAndOn(
  port: number,
  request: string,
  now: { answers: number; isOver: boolean },
): Socket {
  const socket = connect(port, '127.0.0.1', () => socket.write(request))
  let come = Buffer.alloc(0)
  socket.on('data', (part) => {
    come = come.length === 0 ? part : Buffer.concat([come, part])
    const end = endOfAnswer(come)
    if (end === undefined || come.length < end) return
    now.answers += 1
    come = Buffer.alloc(0)
    if (!now.isOver) socket.write(request)
  })
  socket.on('error', (error) => {
    if (!now.isOver) throw error
  })
  return socket
}

// Where the answer ends: both servers say how long it is.
function endOfAnswer(come: Buffer): number | undefined {
  const head = come.indexOf('\r\n\r\n')
  if (head < 0) return
  const text = come.toString('latin1', 0, head)
  if (!text.startsWith('HTTP/1.1 200')) throw new Error(text)
  const length = /content-length: (\d+)/i.exec(text)?.[1]
  if (length === undefined) throw new Error('an answer that does not say how long it is')
  return head + 4 + Number(length)
}
