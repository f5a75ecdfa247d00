import type { Policy } from '@latchkey/core'
import { Secret } from '@latchkey/protocol'
import { createTexts } from '@latchkey/web'
import type { Message } from '../channel/channel.ts'
import { firstThatFits } from '../channel/gsm-text.ts'
import type { Deps } from './deps.ts'
import { linkTo } from './links.ts'
import type { ChallengePayload, NoticePayload } from './payloads.ts'

type Needs = Pick<Deps, 'publicUrl'>

/**
 * The text message that carries a code. Its last line binds the code to our own site: a phone offers to fill
 * it in there, and on no page that only looks like ours (WICG "Origin-bound one-time codes").
 */
export function composeTextCode(
  { publicUrl }: Needs,
  { organisation }: Policy,
  { locale, challenge, code }: Pick<ChallengePayload, 'locale' | 'challenge'> & { code: string },
  to: string,
): Message {
  const texts = createTexts(locale)
  const binding = `@${new URL(publicUrl).hostname} #${code}`
  const named = texts.text('sms.code.named', { organisation, code })
  const bare = texts.text('sms.code', { code })
  const text = firstThatFits([
    `${named}\n\n${binding}`,
    `${bare}\n\n${binding}`,
    `${code}\n\n${binding}`,
    bare,
  ])
  return { to, subject: '', text: new Secret(text), locale, id: challenge }
}

/** The text message that says what just happened; the more of it, the more one message holds. */
export function composeTextNotice(
  needs: Needs,
  { organisation }: Policy,
  { locale, notice, name, to, token, principal, whence }: NoticePayload,
): Message {
  const texts = createTexts(locale)
  const happened = texts.text(`mail.notice.${notice}.subject`, { organisation, name })
  const full = texts.text('sms.notice', { organisation, name, happened })
  const call = texts.text('sms.notice.call')
  const link = token === null ? undefined : linkTo(needs, 'disown-reset', token)
  const open = link && texts.text('sms.notice.link', { link })
  const text = firstThatFits([
    ...(open ? [`${full} ${open}`, `${happened}. ${open}`] : []),
    `${full} ${call}`,
    `${happened}. ${call}`,
  ])
  return {
    to,
    subject: '',
    text: new Secret(text),
    locale,
    id: `${principal}-${whence.at}-${to.slice(1)}`,
  }
}
