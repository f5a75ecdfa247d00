import { statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../../e2e/environments/port.ts'
import { createApplication } from '../../packages/server/src/application.ts'
import { resetOnce } from '../reset/ours.ts'
import { createCaller } from '../stage/caller.ts'
import { inFolder } from '../stage/folder.ts'
import { startMailSink } from '../stage/mail.ts'
import { medianOf, upTo } from '../stage/numbers.ts'
import { makeOrganisation, openRooms, startServer } from '../stage/organisation.ts'
import { addOwners, fillHistories } from '../stage/people.ts'
import { keepResult, printTable, say } from '../stage/result.ts'
import { openConsole } from './administrator.ts'
import { seedRows } from './seed.ts'

const REMEMBERED = 5
const WARM = 10
// What one look at the list reads: `latchkey audit list` goes on from page to page.
const LISTED = 500

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000x10000,100000x1000000,1000000x10000000' },
    resets: { type: 'string', default: '100' },
    pages: { type: 'string', default: '50' },
  },
})
const resets = Number(values.resets)
const pages = Number(values.pages)

const measured: Awaited<ReturnType<typeof measure>>[] = []
for (const size of values.sizes.split(',')) {
  const [people = 0, events = 0] = size.split('x').map(Number)
  measured.push(await inFolder((folder) => measure(folder, people, events)))
}
report()

async function measure(folder: string, people: number, events: number) {
  say(`${people} people, ${events} events`)
  await using mail = await startMailSink()
  const port = await freePort()
  const organisation = makeOrganisation(folder, port, mail.port)
  const file = join(folder, 'data', 'latchkey.db')
  const rooms = await openRooms(organisation)
  const owners = await addOwners(rooms, resets + WARM)
  await fillHistories(rooms, REMEMBERED)
  const cookie = await openConsole(rooms)
  const made = seedRows(rooms, file, { people, events })
  await rooms.close()
  const fileBytes = statSync(file).size
  await using _server = await startServer(organisation)
  const caller = createCaller(port)
  const resetMs: number[] = []
  for (const [n, owner] of owners.entries()) {
    const ms = await timed(() => resetOnce(caller, owner, `Plum-Bridge-${n}-wide-7`))
    if (n >= WARM) resetMs.push(ms)
  }
  const consolePage = async (query: string) => {
    const { status } = await caller.call('GET', `/admin/audit${query}`, { headers: { cookie } })
    if (status !== 200) throw new Error(`/admin/audit answered ${status}`)
  }
  const day = new Date(Date.now() - 180 * 24 * 3_600_000).toISOString().slice(0, 10)
  const consoleMs = {
    newest: await medianTime(() => consolePage('')),
    ofOnePerson: await medianTime(() => consolePage('?person=crowd-7')),
    ofOneDay: await medianTime(() => consolePage(`?from=${day}&to=${day}`)),
    farBack: await medianTime(() => consolePage(`?before=${Math.floor(events / 2)}`)),
  }
  caller.close()
  const listMs = await timeList(organisation)
  const resetMedian = medianOf(resetMs)
  return { people, events, resetMs: resetMedian, consoleMs, listMs, fileBytes, ...made }
}

async function timeList(organisation: Parameters<typeof openRooms>[0]) {
  const rooms = await openRooms(organisation)
  const { listAudit } = createApplication(rooms)
  const list = async (filter: Parameters<typeof listAudit>[0]) => {
    const found = await listAudit(filter)
    if (found === 'unknown-person') throw new Error('a person is not there')
    let read = 0
    for await (const _ of found) {
      read += 1
      if (read === LISTED) break
    }
  }
  const listMs = {
    newest: await medianTime(() => list({})),
    ofOnePerson: await medianTime(() => list({ person: 'crowd-7' })),
  }
  await rooms.close()
  return listMs
}

async function medianTime(work: () => Promise<void>): Promise<number> {
  await work()
  const ms: number[] = []
  for (const _ of upTo(pages)) ms.push(await timed(work))
  return medianOf(ms)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

function report(): void {
  const first = measured[0]?.resetMs ?? Number.NaN
  const sizes = measured.map((one) => ({ ...one, resetAgainstFirst: one.resetMs / first }))
  keepResult('scale', { resets, pages, remembered: REMEMBERED, sizes })
  const ms = (value: number) => value.toFixed(1)
  printTable([
    [
      'people',
      'events',
      'reset ms',
      'ratio',
      'console',
      'person',
      'day',
      'far back',
      'list',
      'list person',
      'MiB',
      'people/s',
      'events/s',
    ],
    ...sizes.map((one) => [
      String(one.people),
      String(one.events),
      ms(one.resetMs),
      one.resetAgainstFirst.toFixed(2),
      ...Object.values(one.consoleMs).map(ms),
      ...Object.values(one.listMs).map(ms),
      (one.fileBytes / 2 ** 20).toFixed(0),
      one.peoplePerSecond.toFixed(0),
      one.eventsPerSecond.toFixed(0),
    ]),
  ])
}
