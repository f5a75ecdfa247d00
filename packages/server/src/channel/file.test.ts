import { Secret } from '@latchkey/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { describeChannel, describeTextChannel } from './channel.contract.ts'
import { createFileChannel, type FileChannel, type SentMessage } from './file.ts'

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

describe('the contract of channels of text messages', () => {
  let texts: FileChannel
  beforeEach(() => {
    texts = createFileChannel({ clock: () => now, medium: 'sms' })
  })
  describeTextChannel({
    channel: () => texts,
    arrived: async () =>
      texts
        .messages()
        .toReversed()
        .map(({ to, subject, text }) => ({ to, subject, text })),
  })
})

test('shares what it kept with a channel of another medium, in one order', async () => {
  const kept: SentMessage[] = []
  const mail = createFileChannel({ clock: () => now, kept })
  const texts = createFileChannel({ clock: () => now, medium: 'sms', kept })
  const message = { subject: '', text: new Secret('1'), locale: 'en' } as const
  await mail.send({ ...message, to: 'alice@corp.test' })
  await texts.send({ ...message, to: '+12025550123' })
  expect(mail.messages().map(({ channel }) => channel)).toEqual(['sms', 'email'])
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
