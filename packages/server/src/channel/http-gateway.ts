import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectPlain, isIP } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { Secret } from '@latchkey/protocol'
import { isNumber } from '../authenticator/phone-number.ts'
import { unbracketed } from '../host.ts'
import { type Channel, ChannelFault, type Message } from './channel.ts'
import { exchange, type GatewayAnswer, type GatewayRequest } from './gateway-exchange.ts'
import { fillTemplate, type Place, type Placeholder } from './gateway-template.ts'
import type { SmsRules } from './sms-rules.ts'

/** How one gateway is spoken to: templates, and what its yes looks like. */
export type GatewaySettings = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  /** `Name: value`, each a template. */
  readonly headers: readonly string[]
  readonly body?: string | undefined
  readonly bodyKind: 'form' | 'json' | 'text'
  readonly statuses: readonly number[]
  /** What the body of a yes must match: some gateways say 200 to everything. */
  readonly answer?: string | undefined
  readonly sender?: string | undefined
  readonly account?: { readonly username: string; readonly password: Secret<string> } | undefined
  /** PEM; without it the system's authorities are asked. */
  readonly ca?: string | undefined
}

export type HttpGatewaySettings = {
  /** The first one is asked first; the next where it gave no yes. */
  readonly gateways: readonly GatewaySettings[]
  readonly rules: SmsRules
  /** Tests wait less. */
  readonly timeoutMs?: number
}

// Three gateways together stay below the lease of an outbox row.
const TIMEOUT_MS = 10_000

/** Promises text messages by the first gateway that takes them over; refuses numbers that the rules refuse. */
export function createHttpGatewayChannel(settings: HttpGatewaySettings): Channel {
  const { gateways, rules, timeoutMs = TIMEOUT_MS } = settings
  return {
    name: 'sms',
    send: async (message) => {
      refuseUnreachable(message, rules)
      await throughFirst(gateways, (gateway) => submit(gateway, message, { rules, timeoutMs }))
    },
    rehearse: async (message) => {
      rules.mayReach(message.to)
      for (const gateway of gateways.slice(0, 1)) requestFor(gateway, message, rules)
    },
    startupCheck: async () => {
      for (const { url, ca } of gateways) await reach(new URL(url), { ca, timeoutMs })
    },
  }
}

// A text may arrive twice where a gateway took it over and its answer was lost: that is one code, good once.
async function throughFirst(
  gateways: readonly GatewaySettings[],
  send: (gateway: GatewaySettings) => Promise<void>,
): Promise<void> {
  const faults: ChannelFault[] = []
  for (const gateway of gateways) {
    try {
      return await send(gateway)
    } catch (error) {
      if (!(error instanceof ChannelFault)) throw error
      faults.push(error)
    }
  }
  // What one of them may still take is worth another try.
  throw (
    faults.find(({ isPermanent }) => !isPermanent) ??
    faults[0] ??
    new ChannelFault({ isPermanent: true, code: 'no-gateway' })
  )
}

type Around = { readonly rules: SmsRules; readonly timeoutMs: number }

async function submit(
  gateway: GatewaySettings,
  message: Message,
  { rules, timeoutMs }: Around,
): Promise<void> {
  const request = requestFor(gateway, message, rules)
  refuseNo(gateway, await exchange(request, { ca: gateway.ca, timeoutMs }))
}

function refuseUnreachable({ to }: Message, rules: SmsRules): void {
  if (!isNumber(to)) throw new ChannelFault({ isPermanent: true, code: 'address-malformed' })
  if (!rules.mayReach(to)) throw new ChannelFault({ isPermanent: true, code: 'country-refused' })
}

// Of what a gateway refuses only its own words about the message are final: a wrong account or a gateway that
// is busy may be mended while the message waits.
const FINAL = [400, 404, 410, 413, 414, 422]

function refuseNo({ statuses, answer }: GatewaySettings, { status, body }: GatewayAnswer): void {
  if (!statuses.includes(status))
    throw new ChannelFault({
      isPermanent: FINAL.includes(status),
      code: status >= 300 && status < 400 ? 'redirected' : 'status-refused',
      reply: status,
    })
  if (answer !== undefined && !new RegExp(answer, 'm').test(body))
    throw new ChannelFault({ isPermanent: false, code: 'answer-refused', reply: status })
}

const TYPES = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  text: 'text/plain; charset=utf-8',
} as const satisfies Record<GatewaySettings['bodyKind'], string>

// The one place where the account and the code leave their wrappers: into the request.
function requestFor(gateway: GatewaySettings, message: Message, rules: SmsRules): GatewayRequest {
  const values = valuesOf(gateway, message, rules)
  const fill = (template: string, place: Place) => fillTemplate(template, place, values)
  const headers = gateway.headers.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).trim().toLowerCase(), fill(line.slice(at + 1).trim(), 'header')]
  })
  const { body, bodyKind } = gateway
  return {
    method: gateway.method,
    url: fill(gateway.url, 'url'),
    headers: {
      ...(body !== undefined && { 'content-type': TYPES[bodyKind] }),
      ...Object.fromEntries(headers),
    },
    body: body === undefined ? undefined : fill(body, bodyKind),
  }
}

function valuesOf(
  { account, sender = '' }: GatewaySettings,
  { to, text, id = randomUUID() }: Message,
  rules: SmsRules,
): Record<Placeholder, string> {
  const username = account?.username ?? ''
  const password = (account?.password ?? new Secret('')).use((value) => value)
  return {
    to,
    'to-digits': to.slice(1),
    text: text.use((value) => value),
    from: rules.senderFor(to) ?? sender,
    id,
    username,
    password,
    // RFC 7617 section 2.
    basic: Buffer.from(`${username}:${password}`).toString('base64'),
  }
}

/** Opens a connection, checks its certificate, and says nothing. */
async function reach(
  { protocol, hostname, port }: URL,
  { ca, timeoutMs }: { readonly ca?: string | undefined; readonly timeoutMs: number },
): Promise<void> {
  const host = unbracketed(hostname)
  const isSecure = protocol === 'https:'
  const at = { host, port: port === '' ? (isSecure ? 443 : 80) : Number(port) }
  const named = isIP(host) === 0 ? { servername: host } : {}
  const tls = { ...named, minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) } as const
  const socket = isSecure ? connectSecure({ ...at, ...tls }) : connectPlain(at)
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    await once(socket, isSecure ? 'secureConnect' : 'connect', { signal })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreachable'
    throw new ChannelFault({ isPermanent: false, code })
  } finally {
    socket.destroy()
  }
}
