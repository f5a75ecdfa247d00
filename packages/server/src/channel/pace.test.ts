import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import type { Channel } from './channel.ts'
import { createPace } from './pace.ts'

const MESSAGE = {
  to: 'alice@corp.test',
  subject: 'A code',
  text: new Secret('402817'),
  locale: 'en',
} as const

function paced(took: number, random: number) {
  let time = 0
  const paused: number[] = []
  const sent: string[] = []
  const channel: Channel = {
    name: 'slow',
    send: async ({ to }) => {
      time += took
      sent.push(to)
    },
    rehearse: async () => {
      time += 3
    },
    startupCheck: async () => {},
  }
  const pause = async (ms: number) => paused.push(ms)
  return {
    ...createPace(channel, { clock: () => time, random: () => random, pause }),
    paused,
    sent,
  }
}

test('sends what it is given', async () => {
  const { channel, sent } = paced(5, 0)
  await channel.send(MESSAGE)
  expect(sent).toEqual(['alice@corp.test'])
})

test('rehearses for as long as one of the last messages took, its own work included', async () => {
  const { channel, rehearse, paused } = paced(170, 0.99)
  await channel.send(MESSAGE)
  await rehearse(MESSAGE)
  expect(paused).toEqual([167])
})

test('takes some time before the first message too', async () => {
  const { rehearse, paused } = paced(170, 0)
  await rehearse(MESSAGE)
  expect(paused).toEqual([17])
})

test('forgets how it was long ago', async () => {
  const { channel, rehearse, paused } = paced(170, 0)
  for (let sent = 0; sent < 40; sent += 1) await channel.send(MESSAGE)
  await rehearse(MESSAGE)
  expect(paused).toEqual([167])
})
