import Fastify, { type FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { refuseWhenOverloaded } from './overload.ts'

// Of a problem's page only, which a machine does not get.
const unread = { read: () => Promise.reject(new Error('nobody asks for the policy here')) }
const SITE = { publicUrl: 'https://reset.example.org', deps: { policy: unread } }

type Busy = AsyncDisposable & {
  readonly app: FastifyInstance
  /** Looks again after so long. */
  look(afterMs: number): void
  isTicking(): boolean
}

function openBusy(): Busy {
  const app = Fastify()
  let now = 0
  let tick: (() => void) | undefined
  refuseWhenOverloaded(app, SITE, {
    tick: (_ms, work) => {
      tick = work
      return () => {
        tick = undefined
      }
    },
    elapsed: () => now,
  })
  app.get('/', () => 'page')
  app.get('/healthz', () => 'alive')
  return {
    app,
    look: (afterMs) => {
      now += afterMs
      tick?.()
    },
    isTicking: () => tick !== undefined,
    [Symbol.asyncDispose]: async () => void (await app.close()),
  }
}

const statusOf = async ({ app }: Busy, url = '/') => (await app.inject(url)).statusCode

test('a server that stood still once, as at its start, answers', async () => {
  await using busy = openBusy()
  busy.look(9_000)
  expect(await statusOf(busy)).toBe(200)
})

test('a server that stays seconds behind says when to come again, and that it is alive', async () => {
  await using busy = openBusy()
  busy.look(2_600)
  busy.look(2_600)
  const refused = await busy.app.inject('/')
  expect(refused.statusCode).toBe(503)
  expect(refused.headers['retry-after']).toBe('5')
  expect(await statusOf(busy, '/healthz')).toBe(200)
})

test('a server that is late by less answers', async () => {
  await using busy = openBusy()
  for (let n = 0; n < 5; n += 1) busy.look(2_400)
  expect(await statusOf(busy)).toBe(200)
})

test('a server that has caught up answers again', async () => {
  await using busy = openBusy()
  busy.look(3_000)
  busy.look(3_000)
  busy.look(500)
  expect(await statusOf(busy)).toBe(200)
})

test('nobody looks any more once it is closed', async () => {
  await using busy = openBusy()
  expect(busy.isTicking()).toBe(true)
  await busy.app.close()
  expect(busy.isTicking()).toBe(false)
})
