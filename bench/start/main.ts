import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { freePort } from '../../e2e/environments/port.ts'
import { createCaller } from '../stage/caller.ts'
import { inFolder } from '../stage/folder.ts'
import { spreadOf } from '../stage/numbers.ts'
import {
  makeOrganisation,
  type Organisation,
  openRooms,
  startServer,
} from '../stage/organisation.ts'
import { addOwners } from '../stage/people.ts'
import { keepResult, printTable } from '../stage/result.ts'

const PEOPLE = 1_000
const NO_MAIL = 9
const PAGES = 500

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } })
const runs = Number(values.runs)

await inFolder(measure)

async function measure(folder: string): Promise<void> {
  const port = await freePort()
  const organisation = makeOrganisation(folder, port, NO_MAIL)
  const rooms = await openRooms(organisation)
  await addOwners(rooms, PEOPLE)
  await rooms.close()
  const seen = {
    readyMs: [] as number[],
    nodeMs: [] as number[],
    mib: [] as number[],
    usedMib: [] as number[],
  }
  // The first start loads from the disk what the next ones find in memory.
  await startOnce(organisation, port)
  for (let n = 0; n < runs; n += 1) {
    const { readyMs, resident, residentAfterUse } = await startOnce(organisation, port)
    seen.readyMs.push(readyMs)
    seen.mib.push(resident / 2 ** 20)
    seen.usedMib.push(residentAfterUse / 2 ** 20)
    seen.nodeMs.push(nodeAlone())
  }
  const figures = {
    readyMs: spreadOf(seen.readyMs),
    nodeAloneMs: spreadOf(seen.nodeMs),
    residentMib: spreadOf(seen.mib),
    residentAfterUseMib: spreadOf(seen.usedMib),
  }
  keepResult('start', { runs, people: PEOPLE, pages: PAGES, ...figures })
  printTable([
    ['', 'median', 'from', 'to'],
    ...Object.entries(figures).map(([name, { median, low, high }]) => [
      name,
      ...[median, low, high].map((one) => one.toFixed(0)),
    ]),
  ])
}

async function startOnce(organisation: Organisation, port: number) {
  const from = performance.now()
  await using server = await startServer(organisation)
  const readyMs = performance.now() - from
  const resident = server.used().residentBytes
  const caller = createCaller(port)
  for (let n = 0; n < PAGES; n += 1) await caller.call('GET', '/')
  caller.close()
  return { readyMs, resident, residentAfterUse: server.used().residentBytes }
}

function nodeAlone(): number {
  const from = performance.now()
  spawnSync(process.execPath, ['-e', ''])
  return performance.now() - from
}
