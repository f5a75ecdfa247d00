import { setTimeout } from 'node:timers/promises'
import type { Medium } from '@latchkey/protocol'
import type { Deps } from './app/deps.ts'
import { readSms, readSmtp } from './app/first-run.ts'
import type { Channels } from './app/send-messages.ts'
import { createPhoneNumbers, type PhoneNumbers } from './authenticator/phone-number.ts'
import type { Channel } from './channel/channel.ts'
import { createFileChannel, type FileChannel, type SentMessage } from './channel/file.ts'
import { createHttpGatewayChannel } from './channel/http-gateway.ts'
import { createNoChannel } from './channel/none.ts'
import { createPace } from './channel/pace.ts'
import { createSmsRules, type SmsRules } from './channel/sms-rules.ts'
import { createSmtpChannel, type SmtpChannel } from './channel/smtp.ts'
import type { Config } from './config/config.ts'
import type { Sms } from './config/sms-config.ts'

/** What everything that is opened for a store works with. */
export type Base = Pick<Deps, 'store' | 'keys' | 'tenant' | 'now'>

/** Every way out to people, opened. */
export type OpenChannels = {
  readonly channels: Channels
  /** Those that lead somewhere. Mail counts always: a server without it says so at its start. */
  readonly media: readonly Medium[]
  readonly numbers: PhoneNumbers
  readonly smsRules: SmsRules
  /** Messages that a trial kept instead of sending them. */
  readonly kept?: FileChannel
  close(): void
}

/** Opens what the store names; in a trial, the outbox page for all of it. */
export async function openChannels(base: Base, config: Config): Promise<OpenChannels> {
  const sms = await readSms(base)
  const settings = {
    numbers: createPhoneNumbers({ homeCountry: sms?.homeCountry }),
    smsRules: createSmsRules(sms ?? { others: 'allow', countries: [] }),
  }
  if (config.trial) return { ...settings, ...forTrial(base) }
  const smtp = await smtpChannelOf(base)
  return {
    ...settings,
    channels: {
      email: paced(smtp ?? createNoChannel()),
      sms: paced(sms ? gatewaysOf(sms, settings.smsRules) : createNoChannel()),
    },
    media: sms ? ['email', 'sms'] : ['email'],
    // A kept connection would hold the process for as long as the mail server likes.
    close: () => smtp?.close(),
  }
}

function forTrial({
  now: clock,
}: Base): Pick<OpenChannels, 'channels' | 'media' | 'kept' | 'close'> {
  const shelf: SentMessage[] = []
  const kept = createFileChannel({ clock, kept: shelf })
  const texts = createFileChannel({ clock, medium: 'sms', kept: shelf })
  return {
    channels: { email: paced(kept), sms: paced(texts) },
    media: ['email', 'sms'],
    kept,
    close: () => {},
  }
}

function paced(channel: Channel) {
  return createPace(channel, {
    clock: () => performance.now(),
    random: Math.random,
    pause: setTimeout,
  })
}

async function smtpChannelOf(base: Base): Promise<SmtpChannel | undefined> {
  const smtp = await readSmtp(base)
  if (!smtp) return
  const { account, ...rest } = smtp
  return createSmtpChannel({ ...rest, ...account })
}

function gatewaysOf({ gateways }: Sms, rules: SmsRules): Channel {
  return createHttpGatewayChannel({ gateways, rules })
}
