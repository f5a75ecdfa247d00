import { parseArgs } from 'node:util'
import { freePort } from '../../e2e/environments/port.ts'
import { createCaller } from '../stage/caller.ts'
import { inFolder } from '../stage/folder.ts'
import { hammer } from '../stage/hammer.ts'
import { spreadOf } from '../stage/numbers.ts'
import { HOST, makeOrganisation, openRooms, startServer } from '../stage/organisation.ts'
import { startProgram } from '../stage/program.ts'
import { keepResult, printTable, say } from '../stage/result.ts'

const CONNECTIONS = 16
const NO_MAIL = 9

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, seconds: { type: 'string', default: '4' } },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)

await inFolder(measure)

async function measure(folder: string): Promise<void> {
  const port = await freePort()
  const organisation = makeOrganisation(folder, port, NO_MAIL)
  await (await openRooms(organisation)).close()
  await using _server = await startServer(organisation)
  const bytes = await sizeOfPage(port)
  const heard = { port: 0 }
  await using _bare = await startProgram(
    ['bench/first-page/bare.mjs'],
    { BARE_BYTES: String(bytes) },
    (said) => {
      // as: the bare server says nothing else.
      heard.port = (said as { port: number }).port
    },
  )
  const request = `GET / HTTP/1.1\r\nHost: ${HOST}\r\nAccept: text/html\r\n\r\n`
  const seen = { ours: [] as number[], bare: [] as number[] }
  for (let n = 0; n < rounds; n += 1) {
    const order = n % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)
    for (const which of order) {
      const target = which === 'ours' ? port : heard.port
      seen[which].push(await hammer(target, request, { connections: CONNECTIONS, seconds }))
    }
    say(
      `round ${n + 1} of ${rounds}: ours ${seen.ours.at(-1)?.toFixed(0)}/s, bare ${seen.bare.at(-1)?.toFixed(0)}/s`,
    )
  }
  const ratio = spreadOf(seen.ours.map((one, n) => one / (seen.bare[n] ?? 0)))
  const figures = { ours: spreadOf(seen.ours), bare: spreadOf(seen.bare), ratio }
  keepResult('first-page', { rounds, seconds, connections: CONNECTIONS, bytes, ...figures })
  printTable([
    ['bytes', 'ours/s', 'bare Fastify/s', 'ratio', 'from', 'to'],
    [
      String(bytes),
      figures.ours.median.toFixed(0),
      figures.bare.median.toFixed(0),
      ...[ratio.median, ratio.low, ratio.high].map((one) => one.toFixed(2)),
    ],
  ])
}

async function sizeOfPage(port: number): Promise<number> {
  const caller = createCaller(port)
  const { status, text } = await caller.call('GET', '/', { headers: { accept: 'text/html' } })
  caller.close()
  if (status !== 200) throw new Error(`the first page answered ${status}`)
  return Buffer.byteLength(text)
}
