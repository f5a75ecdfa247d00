import type { Policy } from '@latchkey/core'
import type { Locale } from '@latchkey/protocol'
import { chooseLocale, createTexts, type PageProps } from '@latchkey/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Caller, callerOf } from '../../app/caller.ts'
import type { SignedInPerson } from '../../app/session.ts'
import { addressOf } from '../client-address.ts'
import { readLocale, setLocale } from '../cookies.ts'
import { helpdeskOf } from '../render-step.ts'
import type { ProblemSite } from '../site.ts'

/** What every page needs: language, organisation, help, and who is signed in. */
export async function pageProps(
  site: ProblemSite,
  request: FastifyRequest,
  signedIn?: SignedInPerson,
): Promise<PageProps> {
  const locale = localeOf(request)
  const policy = await site.deps.policy.read()
  return {
    locale,
    texts: createTexts(locale),
    organisation: policy.organisation,
    path: request.url,
    helpdesk: helpdeskOf(policy, locale),
    ...(site.trial && { trial: true }),
    ...(signedIn && {
      signedIn: {
        name: signedIn.found.entry.name,
        // The console asks for a password, which a link of the help desk is none.
        isAdministrator: signedIn.mayAdminister && signedIn.session.scope === undefined,
      },
    }),
  }
}

/** The same without asking the store: what was known of the policy, or nothing. */
export function barePageProps(
  site: Pick<ProblemSite, 'publicUrl' | 'trial'>,
  request: FastifyRequest,
  policy: Pick<Policy, 'organisation' | 'helpdesk'> | undefined,
): PageProps {
  const locale = localeOf(request)
  const texts = createTexts(locale)
  const organisation = policy?.organisation ?? new URL(site.publicUrl).hostname
  const helpdesk = policy ? helpdeskOf(policy, locale) : undefined
  return {
    ...{ locale, texts, organisation, path: request.url },
    helpdesk: helpdesk ?? { text: '' },
    ...(site.trial !== undefined && { trial: true }),
  }
}

/** The language that the person switched to, else the browser's. */
export function localeOf(request: FastifyRequest): Locale {
  return chooseLocale(request.headers['accept-language'], askedFor(request) ?? readLocale(request))
}

function askedFor(request: FastifyRequest): string | undefined {
  // as: a query is an object; its members are looked at one by one.
  const { lang } = (request.query ?? {}) as { readonly lang?: unknown }
  return typeof lang === 'string' ? lang : undefined
}

/** Keeps a switch of language for the next pages. */
export async function rememberLocale(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const asked = askedFor(request)
  if (asked === 'en' || asked === 'fr') setLocale(reply, asked)
}

export const BROWSER = { kind: 'browser' } as const

export function browserCaller(request: FastifyRequest): Caller {
  return callerOf({ address: addressOf(request) }, BROWSER, localeOf(request))
}
