import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { type Channel, ChannelFault, type Message } from './channel.ts'

export type Arrived = { readonly to: string; readonly subject: string; readonly text: string }

export type ChannelUnderTest = {
  readonly channel: () => Channel
  /** What arrived on the other side, oldest first. */
  arrived(): Promise<readonly Arrived[]>
}

const MAIL: Message = {
  to: 'alice@corp.test',
  subject: 'Your code',
  text: new Secret('314159\n'),
  locale: 'en',
}

const TEXT: Message = { ...MAIL, to: '+12025550123', subject: '', text: new Secret('314159 é & +') }

const NO_ADDRESSES = [
  'alice@corp.test, mallory@evil.test',
  'alice@corp.test\r\nBcc: mallory@evil.test',
  'alice@corp.test> SIZE=1\r\nRCPT TO:<mallory@evil.test',
  'alice',
  '',
]

const NO_NUMBERS = [
  '+12025550123,+12025550124',
  '+12025550123 +12025550124',
  '+12025550123\r\nX-Other: mallory',
  '+12025550123&to=+12025550124',
  '12025550123',
  '(202) 555-0123',
  '+1',
  '+1202555012345678',
  '+٠٦١٢٣٤٥٦٧٨',
  'alice@corp.test',
  '',
]

/** What every channel of mail promises. */
export function describeChannel(underTest: ChannelUnderTest): void {
  const { channel, arrived } = underTest
  describeAny(underTest, MAIL, NO_ADDRESSES)

  test('hands a mail over as it is', async () => {
    await channel().send(MAIL)
    await channel().send({ ...MAIL, subject: 'Votre code à usage unique é', locale: 'fr' })
    expect(await arrived()).toEqual([
      { to: 'alice@corp.test', subject: 'Your code', text: '314159\n' },
      { to: 'alice@corp.test', subject: 'Votre code à usage unique é', text: '314159\n' },
    ])
  })

  test.each(['Your code\r\nBcc: mallory@evil.test', 'Your\ncode', 'Your\rcode'])(
    'refuses %j as a subject for good',
    async (subject) => {
      const refusal = await refusalOf(underTest, { ...MAIL, subject })
      expect(refusal).toMatchObject({ isPermanent: true, code: 'subject-malformed' })
    },
  )
}

/** What every channel of text messages promises. */
export function describeTextChannel(underTest: ChannelUnderTest): void {
  const { channel, arrived } = underTest
  describeAny(underTest, TEXT, NO_NUMBERS)

  test('hands a text message over as it is', async () => {
    await channel().send(TEXT)
    await channel().send({ ...TEXT, text: new Secret('"271828"\n\n@reset.example.org #271828') })
    expect(await arrived()).toEqual([
      { to: '+12025550123', subject: '', text: '314159 é & +' },
      { to: '+12025550123', subject: '', text: '"271828"\n\n@reset.example.org #271828' },
    ])
  })
}

function describeAny(
  underTest: ChannelUnderTest,
  message: Message,
  malformed: readonly string[],
): void {
  const { channel, arrived } = underTest

  test('is ready when it says so', async () => {
    await channel().startupCheck()
  })

  test('hands nothing over in a rehearsal', async () => {
    await channel().rehearse(message)
    expect(await arrived()).toEqual([])
  })

  test.each(malformed)('refuses %j as a recipient for good', async (to) => {
    const refusal = await refusalOf(underTest, { ...message, to })
    expect(refusal).toBeInstanceOf(ChannelFault)
    expect(refusal).toMatchObject({ isPermanent: true, code: 'address-malformed' })
  })

  test('says in no failure what it was to send, or to whom', async () => {
    const refusal = await refusalOf(underTest, { ...message, to: 'mallory@evil.test\n' })
    expect(refusal).toBeInstanceOf(ChannelFault)
    const said = JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))
    expect(said).not.toContain('mallory')
    expect(said).not.toContain('314159')
  })
}

async function refusalOf({ channel, arrived }: ChannelUnderTest, message: Message) {
  const refusal = await channel()
    .send(message)
    .catch((error: unknown) => error)
  expect(await arrived()).toEqual([])
  return refusal
}
