import type { Locale, Secret } from '@latchkey/protocol'

/** What is sent to one person; the text may hold a code. */
export type Message = {
  readonly to: string
  /** Empty in a text message, which has none. */
  readonly subject: string
  readonly text: Secret<string>
  readonly locale: Locale
  /** The same at every try of one message, so that the other side can tell a second try from a second message. */
  readonly id?: string | undefined
}

/** A way out to a person. */
export interface Channel {
  readonly name: string
  /** Promises that the next system took the message over; throws `ChannelFault` otherwise. */
  send(message: Message): Promise<void>
  /** Does the work that sending would do on this side, and hands nothing over. */
  rehearse(message: Message): Promise<void>
  /** Throws `ChannelFault` where messages can't be sent now: a mistake of the configuration shows at the start. */
  startupCheck(): Promise<void>
}

type Fault = {
  /** Trying the same message again is of no use. */
  readonly isPermanent: boolean
  /** A word for the log: never an address, never a text of the other side. */
  readonly code: string
  /** The other side's reply code, where it gave one. */
  readonly reply?: number | undefined
  readonly cause?: unknown
}

/** A message could not be handed over. */
export class ChannelFault extends Error {
  override readonly name = 'ChannelFault'
  readonly isPermanent: boolean
  readonly code: string
  readonly reply: number | undefined

  constructor({ isPermanent, code, reply, cause }: Fault) {
    super(`the message could not be sent: ${code}`, cause === undefined ? {} : { cause })
    this.isPermanent = isPermanent
    this.code = code
    this.reply = reply
  }
}
