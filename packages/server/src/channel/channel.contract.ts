import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { type Channel, ChannelFault, type Message } from './channel.ts'

export type ChannelUnderTest = {
  readonly channel: () => Channel
  /** What arrived on the other side, oldest first. */
  arrived(): Promise<readonly { to: string; subject: string; text: string }[]>
}

const MESSAGE: Message = {
  to: 'alice@corp.test',
  subject: 'Your code',
  text: new Secret('314159\n'),
  locale: 'en',
}

/** What every channel promises. */
export function describeChannel({ channel, arrived }: ChannelUnderTest): void {
  const refusalOf = async (changes: Partial<Message>) => {
    const refusal = await channel()
      .send({ ...MESSAGE, ...changes })
      .catch((error: unknown) => error)
    expect(await arrived()).toEqual([])
    return refusal
  }

  test('hands a message over as it is', async () => {
    await channel().send(MESSAGE)
    await channel().send({ ...MESSAGE, subject: 'Votre code à usage unique é', locale: 'fr' })
    expect(await arrived()).toEqual([
      { to: 'alice@corp.test', subject: 'Your code', text: '314159\n' },
      { to: 'alice@corp.test', subject: 'Votre code à usage unique é', text: '314159\n' },
    ])
  })

  test('is ready when it says so', async () => {
    await channel().startupCheck()
  })

  test.each([
    'alice@corp.test, mallory@evil.test',
    'alice@corp.test\r\nBcc: mallory@evil.test',
    'alice@corp.test> SIZE=1\r\nRCPT TO:<mallory@evil.test',
    'alice',
    '',
  ])('refuses %j as a recipient for good', async (to) => {
    const refusal = await refusalOf({ to })
    expect(refusal).toBeInstanceOf(ChannelFault)
    expect(refusal).toMatchObject({ isPermanent: true, code: 'address-malformed' })
  })

  test.each(['Your code\r\nBcc: mallory@evil.test', 'Your\ncode', 'Your\rcode'])(
    'refuses %j as a subject for good',
    async (subject) => {
      const refusal = await refusalOf({ subject })
      expect(refusal).toMatchObject({ isPermanent: true, code: 'subject-malformed' })
    },
  )

  test('says in no failure what it was to send, or to whom', async () => {
    const refusal = await refusalOf({ to: 'mallory@evil.test\n' })
    expect(refusal).toBeInstanceOf(ChannelFault)
    const said = JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))
    expect(said).not.toContain('mallory')
    expect(said).not.toContain('314159')
  })
}
