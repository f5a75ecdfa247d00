import type { Attention } from '@latchkey/core'
import type { FastifyRequest } from 'fastify'
import { readAttention } from '../../app/attention.ts'
import { resumeEnrolment, resumeSession, type SignedInPerson } from '../../app/session.ts'
import { readSession } from '../cookies.ts'
import type { Site } from '../site.ts'

export const SIGN_IN = '/account/sign-in'
export const REGISTER = '/account/register'

/** Whoever the session cookie says is here, by a password. */
export async function personOf(
  { deps }: Site,
  request: FastifyRequest,
): Promise<SignedInPerson | undefined> {
  const token = readSession(request)
  return token === undefined ? undefined : await resumeSession(deps, token)
}

/** Whoever may enrol: somebody who signed in, or who came by an enrolment link. */
export async function enrolleeOf(
  { deps }: Site,
  request: FastifyRequest,
): Promise<SignedInPerson | undefined> {
  const token = readSession(request)
  return token === undefined ? undefined : await resumeEnrolment(deps, token)
}

export type Inside = {
  readonly signedIn: SignedInPerson
  readonly attention: Attention | undefined
}

/** Somebody to whom the whole of their page is open, or the address where they have to go first. */
export async function insideOf(site: Site, request: FastifyRequest): Promise<Inside | string> {
  const signedIn = await enrolleeOf(site, request)
  if (!signedIn) return SIGN_IN
  if (signedIn.session.scope !== undefined) return REGISTER
  const attention = await readAttention(site.deps, signedIn)
  return attention?.kind === 'enrol' && attention.isOver ? REGISTER : { signedIn, attention }
}
