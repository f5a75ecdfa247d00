import { type Channel, ChannelFault } from './channel.ts'

/** No way out was configured: the start says so, and every message is audited as not sent. */
export function createNoChannel(): Channel {
  const refuse = async () => {
    throw new ChannelFault({ isPermanent: true, code: 'no-channel' })
  }
  return { name: 'none', send: refuse, rehearse: async () => {}, startupCheck: refuse }
}
