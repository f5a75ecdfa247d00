import type { FlowId, Locale } from '@latchkey/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Key } from '../app/open-flow.ts'

// `__Host-`: no other host of the domain can plant one (RFC 6265bis section 4.1.3.2).
const FLOW = '__Host-latchkey-flow'
const SESSION = '__Host-latchkey-session'
const LOCALE = '__Host-latchkey-locale'
export const CSRF_COOKIE = '__Host-latchkey-csrf'

export const COOKIE_OPTIONS = {
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
} as const

const YEAR_SECONDS = 365 * 24 * 3600

export function setFlow(reply: FastifyReply, { flow, token }: Key): void {
  reply.setCookie(FLOW, `${flow}.${token}`, COOKIE_OPTIONS)
}

export function readFlowCookie(request: FastifyRequest): Key | undefined {
  const value = request.cookies[FLOW] ?? ''
  const dot = value.indexOf('.')
  if (!value.startsWith('flw_') || dot < 0) return
  // as: it begins with the prefix of a flow's id.
  return { flow: value.slice(0, dot) as FlowId, token: value.slice(dot + 1) }
}

export function clearFlow(reply: FastifyReply): void {
  reply.clearCookie(FLOW, COOKIE_OPTIONS)
}

export function setSession(reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION, token, COOKIE_OPTIONS)
}

export function readSession(request: FastifyRequest): string | undefined {
  return request.cookies[SESSION]
}

export function clearSession(reply: FastifyReply): void {
  reply.clearCookie(SESSION, COOKIE_OPTIONS)
}

export function setLocale(reply: FastifyReply, locale: Locale): void {
  reply.setCookie(LOCALE, locale, { ...COOKIE_OPTIONS, maxAge: YEAR_SECONDS })
}

export function readLocale(request: FastifyRequest): string | undefined {
  // The host is checked before cookies are read: a foreign one has none.
  return request.cookies?.[LOCALE]
}
