import type { Instant, Medium } from '@latchkey/protocol'
import { isNumber } from '../authenticator/phone-number.ts'
import { type Channel, ChannelFault } from './channel.ts'
import { isAddress, isOneLine } from './mailbox.ts'

const MOST_KEPT = 5_000

export type SentMessage = {
  readonly channel: Medium
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly sentAt: Instant
}

export type FileChannel = Channel & {
  /** What was sent, newest first. */
  messages(): readonly SentMessage[]
}

type FileChannelSettings = {
  readonly clock: () => Instant
  readonly medium?: Medium
  /** What channels of several media share, so that one page shows them in one order. */
  readonly kept?: SentMessage[]
}

/**
 * Keeps messages for the outbox page of a trial instead of sending them. In memory, whatever its name
 * says: they hold codes and links in clear, which never go to a disk of ours, and none outlives its
 * five minutes by much anyway.
 */
export function createFileChannel(settings: FileChannelSettings): FileChannel {
  const { clock, medium = 'email', kept = [] } = settings
  const isDestination = medium === 'email' ? isAddress : isNumber
  return {
    name: 'file',
    send: async ({ to, subject, text }) => {
      if (!isDestination(to))
        throw new ChannelFault({ isPermanent: true, code: 'address-malformed' })
      if (!isOneLine(subject))
        throw new ChannelFault({ isPermanent: true, code: 'subject-malformed' })
      kept.push({
        channel: medium,
        to,
        subject,
        text: text.use((value) => value),
        sentAt: clock(),
      })
      if (kept.length > MOST_KEPT) kept.shift()
    },
    rehearse: async () => {},
    startupCheck: async () => {},
    messages: () => kept.toReversed(),
  }
}
