import { parseArgs } from 'node:util'
import { freePort } from '../../e2e/environments/port.ts'
import { type Caller, createCaller } from '../stage/caller.ts'
import { inFolder } from '../stage/folder.ts'
import { startMailSink } from '../stage/mail.ts'
import { upTo } from '../stage/numbers.ts'
import { makeOrganisation, openRooms, startServer } from '../stage/organisation.ts'
import { keepResult, printTable, say } from '../stage/result.ts'
import { distinguish, middleOf } from './auc.ts'
import { addEachKind, KINDS, type Kind, nameOf } from './people.ts'

const REQUESTS = ['start', 'challenge', 'answer', 'sign-in'] as const
type Asked = (typeof REQUESTS)[number]
type Seen = Record<Asked, Record<Kind, number[]>>

// Two lanes: the answer of one is taken while the server is at work on another's, as it is in earnest.
const AT_ONCE = 2

const { values } = parseArgs({ options: { each: { type: 'string', default: '4000' } } })
const each = Number(values.each)

await inFolder(measure)

async function measure(folder: string): Promise<void> {
  await using mail = await startMailSink()
  const port = await freePort()
  const organisation = makeOrganisation(folder, port, mail.port)
  const rooms = await openRooms(organisation)
  await addEachKind(rooms, each)
  await rooms.close()
  await using _server = await startServer(organisation)
  const caller = createCaller(port)
  const seen = emptySeen()
  // Not counted: what every server does once.
  for (const n of upTo(30)) await walk(caller, emptySeen(), 'unknown', `w${n}`, n)
  const order = shuffled(upTo(each).flatMap((n) => KINDS.map((kind) => ({ kind, n }))))
  const total = order.length
  const lane = async () => {
    for (let one = order.pop(); one !== undefined; one = order.pop()) {
      await walk(caller, seen, one.kind, nameOf(one.kind, one.n), order.length)
      if (order.length % 2_000 === 0) say(`${total - order.length} of ${total}`)
    }
  }
  await Promise.all(upTo(AT_ONCE).map(lane))
  caller.close()
  report(seen)
}

/** A flow up to its first wrong code, and a sign-in with a wrong password, each request timed. */
async function walk(caller: Caller, seen: Seen, kind: Kind, name: string, n: number) {
  // Each from an address of its own, as strangers are: no budget of an address runs out.
  const from = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
  const timed = async (asked: Asked, path: string, body: unknown, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const began = performance.now()
    const answer = await caller.call('POST', path, { body, headers, from })
    seen[asked][kind].push(performance.now() - began)
    // as: what fails to be one fails in the line that uses it.
    return { status: answer.status, body: JSON.parse(answer.text) as Body }
  }
  const client = { kind: 'api' }
  const start = { purpose: 'reset', username: name, client }
  const { body: started } = await timed('start', '/api/v1/flows', start)
  const path = `/api/v1/flows/${started.flow}/submissions`
  const choice = submission(started.step.id, { authenticator: 'email' })
  const { body: asked } = await timed('challenge', path, choice, started.token)
  const code = submission(asked.step.id, { code: '000000' })
  const { status } = await timed('answer', path, code, started.token)
  if (status !== 200) throw new Error(`an answer to a challenge got ${status}`)
  const signIn = { username: name, password: 'Wrong-Passw0rd-1!' }
  const refused = await timed('sign-in', '/api/v1/sessions', signIn)
  if (refused.status !== 401) throw new Error(`a wrong password got ${refused.status}`)
}

type Body = {
  readonly flow: string
  readonly token: string
  readonly step: { readonly id: string }
}

function submission(step: string, values: Readonly<Record<string, string>>) {
  return { step, action: 'submit', values }
}

function emptySeen(): Seen {
  const kinds = () => Object.fromEntries(KINDS.map((kind) => [kind, []]))
  // as: both lists of keys are whole.
  return Object.fromEntries(REQUESTS.map((one) => [one, kinds()])) as unknown as Seen
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

function report(seen: Seen): void {
  const others = KINDS.filter((kind) => kind !== 'known')
  const figures = REQUESTS.map((asked) => ({
    asked,
    middleMs: Object.fromEntries(KINDS.map((kind) => [kind, middleOf(seen[asked][kind])])),
    against: Object.fromEntries(
      others.map((kind) => [kind, distinguish(seen[asked].known, seen[asked][kind])]),
    ),
  }))
  keepResult('timing', { each, atOnce: AT_ONCE, figures })
  printTable([
    ['known against', ...others, 'median ms'],
    ...figures.map(({ asked, against, middleMs }) => [
      asked,
      ...others.map((kind) => {
        const { auc = Number.NaN, high = Number.NaN } = against[kind] ?? {}
        return `${auc.toFixed(3)} ± ${(high - auc).toFixed(3)}`
      }),
      (middleMs.known?.[1] ?? Number.NaN).toFixed(1),
    ]),
  ])
}
