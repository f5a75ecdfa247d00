import { ChannelFault } from './channel.ts'

// Only what the other side said of this very message can be final; a refused log-in or greeting is a
// mistake of the configuration, and an administrator may mend it while the message waits.
const ABOUT_THE_MESSAGE = ['MAIL FROM', 'RCPT TO', 'DATA']

/** Classifies by the reply code of RFC 5321 §4.2.1: 5yz is final, 4yz and everything without a reply is not. */
export function smtpFault(error: unknown): ChannelFault {
  const { code, reply, command } = factsOf(error)
  const isPermanent =
    reply !== undefined &&
    reply >= 500 &&
    // RFC 4954 §6: a log-in is missing.
    reply !== 530 &&
    ABOUT_THE_MESSAGE.includes(command)
  // A reply quotes the recipient's address, and the log must not: without one there is only our own error.
  return new ChannelFault({
    isPermanent,
    code,
    reply,
    cause: reply === undefined ? error : undefined,
  })
}

function factsOf(error: unknown) {
  const facts = error instanceof Error ? error : {}
  return {
    code: 'code' in facts ? String(facts.code) : 'unknown',
    reply:
      'responseCode' in facts && typeof facts.responseCode === 'number'
        ? facts.responseCode
        : undefined,
    command: 'command' in facts ? String(facts.command) : '',
  }
}
