import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { describeChannel } from './channel.contract.ts'
import { createFileChannel, type FileChannel } from './file.ts'

let channel: FileChannel
let now: number
beforeEach(() => {
  now = 1_700_000_000_000
  channel = createFileChannel({ clock: () => now })
})

const send = (text: string) =>
  channel.send({ to: 'alice@corp.test', subject: 'Code', text: new Secret(text), locale: 'en' })

describe('the contract of channels', () => {
  describeChannel({
    channel: () => channel,
    arrived: async () =>
      channel
        .messages()
        .toReversed()
        .map(({ to, subject, text }) => ({ to, subject, text })),
  })
})

test('shows what it kept, newest first, with when', async () => {
  await send('first')
  now += 1
  await send('second')
  expect(channel.messages()).toEqual([
    { channel: 'email', to: 'alice@corp.test', subject: 'Code', text: 'second', sentAt: now },
    { channel: 'email', to: 'alice@corp.test', subject: 'Code', text: 'first', sentAt: now - 1 },
  ])
})

test('keeps no more than five thousand, and forgets the oldest', async () => {
  for (let count = 1; count <= 5_001; count++) await send(String(count))
  const kept = channel.messages()
  expect(kept).toHaveLength(5_000)
  expect(kept[0]?.text).toBe('5001')
  expect(kept.at(-1)?.text).toBe('2')
})
