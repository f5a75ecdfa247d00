import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../../e2e/environments/port.ts'
import { createCaller } from '../stage/caller.ts'
import { inFolder } from '../stage/folder.ts'
import { startMailSink } from '../stage/mail.ts'
import { medianOf, quantileOf, spreadOf } from '../stage/numbers.ts'
import { makeOrganisation, openRooms, startServer } from '../stage/organisation.ts'
import { addOwners, fillHistories, type Owner } from '../stage/people.ts'
import type { Program } from '../stage/program.ts'
import { keepResult, printTable, say } from '../stage/result.ts'
import { startHashes } from './hashes.ts'
import { rateOf } from './lanes.ts'
import { resetOnce } from './ours.ts'
import { startPeer } from './peer.ts'
import { countStatements } from './statements.ts'

// The embedded directory's own policy.
const REMEMBERED = 5
const AT_ONCE = [1, 8, 32] as const
// More than any machine resets in the time: an app's code is good once in its half minute.
const PEOPLE_A_SECOND = 60

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)

type Subject = 'ours' | 'peer' | 'hashes'
type Round = { readonly perSecond: number; readonly p95Ms: number; readonly cost: Cost }
type Cost = { readonly cpuMs: number; readonly writtenBytes: number }

await inFolder(measure)

async function measure(folder: string): Promise<void> {
  const people = Math.ceil(PEOPLE_A_SECOND * rounds * AT_ONCE.length * (seconds + 2))
  await using mail = await startMailSink()
  const port = await freePort()
  const organisation = makeOrganisation(join(folder, 'ours'), port, mail.port)
  say(`adding ${people} people, whose histories are full`)
  const owners = await populate(organisation, people)
  await using server = await startServer(organisation)
  await using peer = await startPeer(join(folder, 'peer'), people)
  await using hashes = await startHashes(REMEMBERED)
  const caller = createCaller(port)
  const next = { person: 0 }
  const works: Record<Subject, { readonly program: Program; readonly work: () => Promise<void> }> =
    {
      ours: {
        program: server,
        work: () => resetOnce(caller, personIn(owners, next), passwordOf()),
      },
      peer: { program: peer.program, work: () => peer.reset(next.person++ % people, passwordOf()) },
      hashes: { program: hashes.program, work: () => hashes.hashOnce() },
    }
  const seen: { atOnce: number; subject: Subject; round: Round }[] = []
  for (let n = 0; n < rounds; n += 1)
    for (const atOnce of AT_ONCE)
      for (const subject of orderOf(n)) {
        const round = await measureRound(works[subject], atOnce)
        seen.push({ atOnce, subject, round })
        say(
          `round ${n + 1} of ${rounds}, ${atOnce} at once, ${subject}: ${round.perSecond.toFixed(1)}/s`,
        )
      }
  caller.close()
  report(seen, { app: await countStatements('totp'), mail: await countStatements('email') })
}

async function populate(organisation: ReturnType<typeof makeOrganisation>, people: number) {
  const rooms = await openRooms(organisation)
  const owners = await addOwners(rooms, people)
  await fillHistories(rooms, REMEMBERED)
  await rooms.close()
  return owners
}

function personIn(owners: readonly Owner[], next: { person: number }): Owner {
  const owner = owners[next.person]
  if (!owner) throw new Error('the bench ran out of people: the machine is faster than it thought')
  next.person += 1
  return owner
}

function passwordOf(): string {
  return `Plum-Bridge-${Math.random().toString(36).slice(2, 12)}-7`
}

// Whoever goes first finds the others' writes still settling: they change places.
function orderOf(round: number): Subject[] {
  const order: Subject[] = ['ours', 'hashes', 'peer']
  return round % 2 === 0 ? order : order.reverse()
}

async function measureRound(
  { program, work }: { readonly program: Program; readonly work: () => Promise<void> },
  atOnce: number,
): Promise<Round> {
  let before = program.used()
  let after = before
  const { perSecond, ms } = await rateOf(work, atOnce, seconds, {
    began: () => {
      before = program.used()
    },
    ended: () => {
      after = program.used()
    },
  })
  const done = Math.max(1, ms.length)
  return {
    perSecond,
    p95Ms: quantileOf(ms, 0.95),
    cost: {
      cpuMs: (after.cpuMs - before.cpuMs) / done,
      writtenBytes: (after.writtenBytes - before.writtenBytes) / done,
    },
  }
}

type Seen = readonly { readonly atOnce: number; readonly subject: Subject; readonly round: Round }[]

function report(seen: Seen, statements: Readonly<Record<string, unknown>>): void {
  const of = (atOnce: number, subject: Subject) =>
    seen.filter((one) => one.atOnce === atOnce && one.subject === subject).map((one) => one.round)
  const compared = AT_ONCE.map((atOnce) => {
    const figures = (subject: Subject) => {
      const all = of(atOnce, subject)
      return {
        perSecond: spreadOf(all.map((one) => one.perSecond)),
        p95Ms: medianOf(all.map((one) => one.p95Ms)),
        cpuMs: medianOf(all.map((one) => one.cost.cpuMs)),
        writtenBytes: medianOf(all.map((one) => one.cost.writtenBytes)),
      }
    }
    // Of neighbours in time: what else the machine does falls on both.
    const against = (other: Subject) =>
      spreadOf(
        of(atOnce, 'ours').map((one, n) => one.perSecond / (of(atOnce, other)[n]?.perSecond ?? 0)),
      )
    return {
      atOnce,
      ours: figures('ours'),
      peer: figures('peer'),
      hashes: figures('hashes'),
      againstPeer: against('peer'),
      againstHashes: against('hashes'),
    }
  })
  keepResult('reset', {
    rounds,
    seconds,
    remembered: REMEMBERED,
    peer: 'better-auth',
    compared,
    statements,
  })
  printTable([
    [
      'at once',
      'ours/s',
      'better-auth/s',
      'hashes alone/s',
      'of better-auth',
      'of the hashes',
      'CPU ms',
      'bytes written',
    ],
    ...compared.map((one) => [
      String(one.atOnce),
      one.ours.perSecond.median.toFixed(1),
      one.peer.perSecond.median.toFixed(1),
      one.hashes.perSecond.median.toFixed(1),
      one.againstPeer.median.toFixed(2),
      one.againstHashes.median.toFixed(2),
      one.ours.cpuMs.toFixed(1),
      one.ours.writtenBytes.toFixed(0),
    ]),
  ])
  process.stdout.write(`statements: ${JSON.stringify(statements)}\n`)
}
