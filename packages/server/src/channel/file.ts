import type { Instant } from '@latchkey/protocol'
import { type Channel, ChannelFault } from './channel.ts'
import { isAddress, isOneLine } from './mailbox.ts'

const MOST_KEPT = 5_000

export type SentMessage = {
  readonly channel: 'email'
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly sentAt: Instant
}

export type FileChannel = Channel & {
  /** What was sent, newest first. */
  messages(): readonly SentMessage[]
}

/**
 * Keeps messages for the outbox page of a trial instead of sending them. In memory, whatever its name
 * says: they hold codes and links in clear, which never go to a disk of ours, and none outlives its
 * five minutes by much anyway.
 */
export function createFileChannel({ clock }: { clock: () => Instant }): FileChannel {
  const kept: SentMessage[] = []
  return {
    name: 'file',
    send: async ({ to, subject, text }) => {
      if (!isAddress(to)) throw new ChannelFault({ isPermanent: true, code: 'address-malformed' })
      if (!isOneLine(subject))
        throw new ChannelFault({ isPermanent: true, code: 'subject-malformed' })
      kept.push({
        channel: 'email',
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
