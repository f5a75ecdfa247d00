import { createPrivateKey, X509Certificate } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { isLoopback } from '../host.ts'
import { parseStoreUrl } from '../store/address.ts'
import { isNetwork, parseEndpoint } from './endpoint.ts'
import type { Follow, Referred } from './reference.ts'

/** What the reference page and a report of mistakes say of a key. */
export type Meaning = {
  readonly description: string
  /** Ends the sentence "expected …". */
  readonly expected: string
  /** Its value when nobody gives it one, where the schema itself has no default. */
  readonly absent?: string
  readonly devOnly?: true
  readonly secret?: true
}

/** What the rules of a field depend on. */
export type Situation = { readonly dev: boolean; readonly follow: Follow }

/** Says what a key means, in the one place from which report, reference page and environment take it. */
export function key<S extends z.ZodType>(schema: S, meaning: Meaning): S {
  return schema.meta(meaning)
}

/** A table of the file. One that was left out is empty, so that what it lacks is reported key by key. */
export function table<S extends z.ZodRawShape>(shape: S) {
  const schema = z.strictObject(shape)
  // as: it may lack required keys, which is for the parse to say.
  return schema.prefault({} as z.input<typeof schema>)
}

export const wholeNumber = (least: number, most: number) => z.int().min(least).max(most)

// A line break would let a value add a header of its own to a mail (CWE-93); other control characters
// would act on the terminal of whoever reads it.
export const line = (most = 200) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u)

export const absolutePath = () => line(1000).startsWith('/')

export const mailAddress = () => line(254).regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/)

export function mailDomain() {
  return line(253).superRefine((text, context) => {
    // IDNA (RFC 5891) makes nothing of what no domain can be.
    if (!LABELS.test(text) || domainToASCII(text) === '')
      context.addIssue({ code: 'invalid_format', format: 'domain' })
  })
}

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?`
const LABELS = new RegExp(`^(?:${LABEL}\\.)*${LABEL}$`, 'u')

/** `a@b` or `Some Name <a@b>`. */
export const mailbox = () =>
  line().regex(/^(?:[^<>@]*<[^\s@<>,;"]+@[^\s@<>,;"]+>|[^\s@<>,;"]+@[^\s@<>,;"]+)$/)

export function storeUrl() {
  return z.string().superRefine((text, context) => {
    const address = isPrintable(text) ? parseStoreUrl(text) : undefined
    const isWhole = address?.kind === 'postgres' || address?.file.startsWith('/')
    if (!isWhole) context.addIssue({ code: 'invalid_format', format: 'store' })
  })
}

const isPrintable = (text: string) => /^[^\p{Cc}\p{Cs}]+$/u.test(text)

export function network() {
  return z.string().superRefine((text, context) => {
    if (!isNetwork(text)) context.addIssue({ code: 'invalid_format', format: 'network' })
  })
}

export function endpoint({ dev }: Situation) {
  return z.string().superRefine((text, context) => {
    const parsed = parseEndpoint(text)
    if (!parsed) context.addIssue({ code: 'invalid_format', format: 'endpoint' })
    else if (dev && !isLoopback(parsed.host)) refuse(context, 'a loopback address: this is a trial')
  })
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export function publicUrl({ dev }: Situation) {
  return z.string().superRefine((text, context) => {
    const url = URL.parse(text)
    if (!url || !isOrigin(url) || !/^https?:$/.test(url.protocol))
      context.addIssue({ code: 'invalid_format', format: 'origin' })
    else if (dev && !LOOPBACK_NAMES.includes(url.hostname))
      refuse(context, 'localhost, 127.0.0.1 or [::1] as its host: this is a trial')
    else if (!dev && url.protocol !== 'https:')
      refuse(context, 'https: passwords cross this address')
  })
}

function isOrigin(url: URL): boolean {
  return url.href === `${url.origin}/`
}

/** A key of the trial: refused elsewhere, so that no test setting reaches a real server. */
export function devOnly<S extends z.ZodType>({ dev }: Situation, schema: S): S {
  return schema.superRefine((value, context) => {
    if (!dev && value !== undefined)
      refuse(context, 'nothing: this key is for a trial (dev = true)')
  })
}

export function secret({ follow }: Situation) {
  return z.string().transform((text, context) => followed(follow(text, 'secret'), context))
}

export function certificate({ follow }: Situation) {
  return z
    .string()
    .transform((text, context) => followed(follow(text, 'public'), context))
    .superRefine(({ value }, context) => {
      if (!value.use(isReadable((pem) => new X509Certificate(pem))))
        refuse(context, 'a certificate in PEM form')
    })
}

export function privateKey({ follow }: Situation) {
  return z
    .string()
    .transform((text, context) => followed(follow(text, 'secret'), context))
    .superRefine(({ value }, context) => {
      if (!value.use(isReadable(createPrivateKey)))
        refuse(context, 'a private key in PEM form without a passphrase')
    })
}

const isReadable = (read: (pem: string) => unknown) => (pem: string) => {
  try {
    read(pem)
    return true
  } catch {
    return false
  }
}

function followed(result: Referred | string, context: z.RefinementCtx): Referred {
  if (typeof result !== 'string') return result
  refuse(context, result)
  return z.NEVER
}

function refuse(context: z.RefinementCtx, expected: string): void {
  context.addIssue({ code: 'custom', message: expected })
}
