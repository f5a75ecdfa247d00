import csrfProtection from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { COOKIE_OPTIONS, CSRF_COOKIE } from '../cookies.ts'
import type { Site } from '../site.ts'
import { addAccount } from './account.ts'
import { addAdministration } from './administration.ts'
import { addApproval } from './approval.ts'
import { addEnrolLink } from './enrol-link.ts'
import { addEnrolment } from './enrolment.ts'
import { addFlowPages } from './flow-pages.ts'
import { addInvitation } from './invitation.ts'
import { addLinks } from './links.ts'
import { addMachinesPage } from './machines.ts'
import { addOutboxPage } from './outbox-page.ts'
import { addOwnAuthenticators } from './own-authenticators.ts'
import { addOwnProof } from './own-proof.ts'
import { addOwnQuestions } from './own-questions.ts'
import { rememberLocale } from './page-props.ts'
import { addPasskeys } from './passkeys.ts'
import { addProofQuestions } from './proof-questions.ts'
import { addRecoveryCodes } from './recovery-codes.ts'
import { addRegistration } from './registration.ts'
import { addWindows } from './windows.ts'

/** The pages: HTML in forms and links, one script where a passkey is asked for, each form with its own token. */
export async function addPortal(app: FastifyInstance, site: Site): Promise<void> {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  await app.register(formbody)
  await app.register(csrfProtection, {
    cookieKey: CSRF_COOKIE,
    cookieOpts: { ...COOKIE_OPTIONS, sameSite: 'strict' },
    getToken: formToken,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    await rememberLocale(request, reply)
  })
  // Every form of ours, and nothing that another site may post in a person's name.
  app.addHook('preValidation', (request, reply, done) => {
    if (request.method === 'POST') app.csrfProtection(request, reply, done)
    else done()
  })
  addFlowPages(app, site)
  addAccount(app, site)
  addOwnProof(app, site)
  addProofQuestions(app, site)
  addEnrolment(app, site)
  addOwnQuestions(app, site)
  addPasskeys(app, site)
  addRegistration(app, site)
  addEnrolLink(app, site)
  addOwnAuthenticators(app, site)
  addRecoveryCodes(app, site)
  addAdministration(app, site)
  addMachinesPage(app, site)
  addLinks(app, site)
  addApproval(app, site)
  addInvitation(app, site)
  addWindows(app, site)
  if (site.trial) addOutboxPage(app, site, site.trial)
}

function formToken(request: FastifyRequest): string | undefined {
  // as: a form's body is an object; anything else has no token.
  const { _csrf } = (request.body ?? {}) as { readonly _csrf?: unknown }
  return typeof _csrf === 'string' ? _csrf : undefined
}
