import type { Policy } from '@latchkey/core'
import { Secret } from '@latchkey/protocol'
import { createTexts } from '@latchkey/web'
import type { Message } from '../channel/channel.ts'
import { firstThatFits } from '../channel/gsm-text.ts'
import type { Deps } from './deps.ts'
import { linkTo } from './links.ts'
import type { ChallengePayload, NoticePayload, OwnCodePayload } from './payloads.ts'

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
  const named = createTexts(locale).text('sms.code.named', { organisation, code })
  return withCode(publicUrl, { locale, challenge, code, to, named })
}

/** The text message with a code that somebody who is signed in asked for. What it is for is said first. */
export function composeTextOwnCode(
  { publicUrl }: Needs,
  { organisation }: Policy,
  { use, ...payload }: OwnCodePayload,
): Message {
  const args = { organisation, code: payload.code }
  const named = createTexts(payload.locale).text(`sms.own-code.${use}`, args)
  return withCode(publicUrl, { ...payload, named })
}

type Carried = Pick<OwnCodePayload, 'locale' | 'challenge' | 'code' | 'to'>

function withCode(
  publicUrl: string,
  { locale, challenge, code, to, named }: Carried & { readonly named: string },
): Message {
  const binding = `@${new URL(publicUrl).hostname} #${code}`
  const bare = createTexts(locale).text('sms.code', { code })
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
  { locale, notice, name, to, token, principal, whence, left = 0 }: NoticePayload,
): Message {
  const texts = createTexts(locale)
  const happened = texts.text(`mail.notice.${notice}.subject`, { organisation, name, left })
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
