import type { Policy } from '@latchkey/core'
import { Secret } from '@latchkey/protocol'
import { createTexts, formatMoment, presentName, type Texts } from '@latchkey/web'
import type { Message } from '../channel/channel.ts'
import type { Deps } from './deps.ts'
import { linkTo } from './links.ts'
import type {
  AlertPayload,
  ChallengePayload,
  NoticePayload,
  OwnCodePayload,
  Whence,
} from './payloads.ts'

type Needs = Pick<Deps, 'publicUrl'>

/** The mail that carries a code. The code is in the body only: subjects show on locked screens. */
export function composeCode(
  needs: Needs,
  policy: Policy,
  payload: ChallengePayload & { readonly code: string },
  to: string,
): Message {
  const texts = createTexts(payload.locale)
  const body = texts.text('mail.code.body', {
    ...facts(texts, policy, payload.whence),
    name: nameInMail(payload.username),
    code: payload.code,
    link: linkTo(needs, 'stop-flow', payload.token),
  })
  return message(to, texts, texts.text('mail.code.subject', named(policy)), body)
}

/** The mail with a code that somebody who is signed in asked for. Which page it is for is said first. */
export function composeOwnCode(policy: Policy, payload: OwnCodePayload): Message {
  const texts = createTexts(payload.locale)
  const args = {
    ...facts(texts, policy, payload.whence),
    name: nameInMail(payload.name),
    code: payload.code,
  }
  const body = texts.text(`mail.own-code.${payload.use}.body`, args)
  return message(payload.to, texts, texts.text(`mail.own-code.${payload.use}.subject`, args), body)
}

/** The mail to somebody who can't get back in by themselves yet. */
export function composeSuggestion(
  policy: Policy,
  payload: ChallengePayload,
  to: string,
  name: string,
): Message {
  const texts = createTexts(payload.locale)
  const args = { ...facts(texts, policy, payload.whence), name: nameInMail(name) }
  const body = texts.text('mail.suggestion.body', args)
  return message(to, texts, texts.text('mail.suggestion.subject', args), body)
}

/** What just happened to the person's account, with "it wasn't me" where the address may be trusted. */
export function composeNotice(needs: Needs, policy: Policy, payload: NoticePayload): Message {
  const texts = createTexts(payload.locale)
  const { notice, token } = payload
  const args = {
    ...facts(texts, policy, payload.whence),
    name: nameInMail(payload.name),
    authenticator: texts.text(`authenticator.${payload.authenticator ?? 'totp'}`),
    left: payload.left ?? 0,
    until: formatMoment(payload.until ?? 0, texts.locale, 'second'),
    hasLink: token === null ? 'no' : 'yes',
    link: token === null ? '' : linkTo(needs, 'disown-reset', token),
  }
  const subject = texts.text(`mail.notice.${notice}.subject`, args)
  return message(payload.to, texts, subject, texts.text(`mail.notice.${notice}.body`, args))
}

/** Tells an administrator that somebody disowned a reset. */
export function composeAlert(needs: Needs, policy: Policy, payload: AlertPayload): Message {
  const texts = createTexts(payload.locale)
  const args = {
    ...facts(texts, policy, payload.whence),
    name: nameInMail(payload.name),
    blocked: policy.disownedBlocksSignIn ? 'yes' : 'no',
    link: `${needs.publicUrl}/admin/audit?person=${encodeURIComponent(payload.name)}`,
  }
  const subject = texts.text('mail.alert.subject', args)
  return message(payload.to, texts, subject, texts.text('mail.alert.body', args))
}

function message(to: string, { locale }: Texts, subject: string, body: string): Message {
  return { to, subject, text: new Secret(body), locale }
}

function named(policy: Policy) {
  return { organisation: policy.organisation }
}

function facts(texts: Texts, policy: Policy, whence: Whence) {
  return {
    ...named(policy),
    when: formatMoment(whence.at, texts.locale, 'second'),
    client: texts.text(`client.${whence.clientKind ?? 'api'}`),
    hasMachine: whence.machine === null ? 'no' : 'yes',
    machine: nameInMail(whence.machine ?? ''),
    address: whence.address ?? '',
    helpdesk: helpdeskOf(texts, policy),
  }
}

function helpdeskOf({ locale }: Texts, { helpdesk }: Policy): string {
  const text = helpdesk.text[locale]
  return helpdesk.url === undefined ? text : `${text} (${helpdesk.url})`
}

// Marks around a name keep right-to-left letters from turning the sentence; old mail programs show them as
// boxes, and a plain name needs none.
function nameInMail(name: string): string {
  const shown = presentName(name)
  const bare = shown.replace(/[\u2068\u2069]/g, '')
  return /^[\x20-\x7e]*$/.test(bare) ? bare : shown
}
