import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createApi,
  newPassword,
  signsIn,
  type Walk,
  walkToNewPassword,
} from '../environments/api.ts'
import { newFolder, removeFolder } from '../environments/program.ts'
import { SEEDED_PASSWORD, startTrial, type TrialServer } from '../environments/server.ts'

const ROUNDS = 25
const AT_ONCE = 2
const RESETS = ROUNDS * AT_ONCE

type Reset = { readonly name: string; readonly flow: string; readonly isAcknowledged: boolean }
type Row = { operation: string; flow: string; activity: string; outcome: string }

let home: string
beforeAll(() => {
  home = newFolder()
})
afterAll(() => removeFolder(home))

const nameOf = (number: number) => `person-${String(number).padStart(4, '0')}`
// The digits of the name as letters, since a password may not hold a part of the name.
const passwordOf = (name: string) =>
  `Copper-9-${name.slice(-4).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`
// Every person from an address of their own: budgets are kept per address.
const apiOf = (server: TrialServer, number: number) =>
  createApi(server.url, { localAddress: `127.0.0.${10 + number}` })

const start = (dir: string) =>
  startTrial({ dir, env: { LATCHKEY__TRIAL__PEOPLE: String(RESETS + 1) } })

/** Sends the new password; a server that dies in between acknowledges nothing. */
async function isDone(walk: Walk, name: string): Promise<boolean> {
  const answer = await walk.submit('submit', newPassword(passwordOf(name))).catch(() => undefined)
  return answer?.status === 200 && answer.body.step?.kind === 'done'
}

async function usualDuration(server: TrialServer): Promise<number> {
  const name = nameOf(RESETS + 1)
  const walk = await walkToNewPassword(apiOf(server, RESETS + 1), server.messages, name)
  const started = performance.now()
  expect(await isDone(walk, name)).toBe(true)
  return performance.now() - started
}

/**
 * A round of resets, and the server killed so many milliseconds after their last submissions left, or with
 * their answers.
 */
async function killedRound(
  server: TrialServer,
  round: number,
  after: number | 'the answers',
): Promise<Reset[]> {
  const numbers = Array.from({ length: AT_ONCE }, (_, at) => round * AT_ONCE + at + 1)
  const walks = await Promise.all(
    numbers.map((one) => walkToNewPassword(apiOf(server, one), server.messages, nameOf(one))),
  )
  const answers = walks.map((walk, at) => isDone(walk, nameOf(numbers[at] ?? 0)))
  await (after === 'the answers' ? Promise.all(answers) : pause(after))
  await server.kill()
  const acknowledged = await Promise.all(answers)
  return walks.map(({ flow }, at) => ({
    name: nameOf(numbers[at] ?? 0),
    flow,
    isAcknowledged: acknowledged[at] === true,
  }))
}

test('a server killed inside 50 resets loses none that it acknowledged, and none without its audit pair', async () => {
  const dir = join(home, 'var')
  let server = await start(dir)
  const usual = await usualDuration(server)
  const resets: Reset[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    // From before the server reads the request until after it has answered; chance adds its own.
    const afterMs = (round / ROUNDS) * usual * AT_ONCE * 1.2 + Math.random() * 3
    const isLast = round === ROUNDS - 1
    resets.push(...(await killedRound(server, round, isLast ? 'the answers' : afterMs)))
    server = await start(dir)
  }
  const held = new Map<string, string>()
  for (const [at, { name, flow, isAcknowledged }] of resets.entries()) {
    const api = apiOf(server, at + 1)
    const isNew = await signsIn(api, name, passwordOf(name))
    if (isAcknowledged) expect(isNew, `${name} was told done`).toBe(true)
    // Neither half written nor lost: one of the two is in force.
    if (!isNew) expect(await signsIn(api, name, SEEDED_PASSWORD), name).toBe(true)
    held.set(flow, isNew ? 'new' : 'old')
  }
  expect(await server.stop()).toEqual({ code: 0, signal: null })

  const database = new Sqlite(join(dir, 'latchkey.db'), { readonly: true })
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expectPairs(
      database
        .prepare<[], Row>(
          "select operation, flow, activity, outcome from audit_event where operation is not null and activity in ('password.write-intended', 'password.reset')",
        )
        .all(),
      held,
    )
    expectNoGap(database)
  } finally {
    database.close()
  }
  // Kills that hit only before or only after would prove nothing.
  const acknowledged = resets.filter(({ isAcknowledged }) => isAcknowledged).length
  expect(acknowledged).toBeGreaterThan(0)
  expect(acknowledged).toBeLessThan(RESETS)
}, 240_000)

function expectPairs(rows: readonly Row[], held: ReadonlyMap<string, string>): void {
  const operations = Map.groupBy(rows, ({ operation }) => operation)
  for (const [operation, events] of operations) {
    const kinds = events.map(({ activity }) => activity).toSorted()
    expect(kinds, operation).toEqual(['password.reset', 'password.write-intended'])
    const outcome = events.find(({ activity }) => activity === 'password.reset')
    if (outcome?.outcome === 'succeeded' && held.has(outcome.flow))
      expect(held.get(outcome.flow), outcome.flow).toBe('new')
  }
  const written = new Set(rows.map(({ flow }) => flow))
  for (const [flow, which] of held) if (which === 'new') expect(written).toContain(flow)
}

function expectNoGap(database: Sqlite.Database): void {
  const { events, last } = database
    .prepare<[], { events: number; last: number }>(
      'select count(*) as events, max(seq) as last from audit_event',
    )
    .get() ?? { events: 0, last: -1 }
  expect(events).toBe(last)
}
