import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { ChannelFault } from './channel.ts'

/** One request, filled in to its last byte. */
export type GatewayRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export type GatewayAnswer = { readonly status: number; readonly body: string }

export type ExchangeOptions = {
  /** PEM; without it the system's authorities are asked. */
  readonly ca?: string | undefined
  readonly timeoutMs: number
}

// An answer that says more is none: it would be kept in memory for as long as the other side likes.
const LONGEST_ANSWER = 64 * 1024

/**
 * Sends one request on a connection of its own and reads the answer; throws `ChannelFault` where there is
 * none. Follows no redirect: whoever can answer one would get the number, the code and our account.
 */
export async function exchange(
  { method, url, headers, body }: GatewayRequest,
  { ca, timeoutMs }: ExchangeOptions,
): Promise<GatewayAnswer> {
  const target = new URL(url)
  const send = target.protocol === 'https:' ? requestSecure : requestPlain
  const signal = AbortSignal.timeout(timeoutMs)
  return await new Promise<GatewayAnswer>((resolve, reject) => {
    const sending = send(target, {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      },
      agent: false,
      signal,
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(ca !== undefined && { ca }),
    })
    const fail = (error: unknown) => reject(faultOf(error, signal))
    sending.on('error', fail)
    sending.on('response', (answer) => {
      const parts: Buffer[] = []
      let length = 0
      answer.on('error', fail)
      answer.on('data', (part: Buffer) => {
        length += part.length
        parts.push(part)
        if (length <= LONGEST_ANSWER) return
        reject(new ChannelFault({ isPermanent: false, code: 'answer-too-long' }))
        sending.destroy()
      })
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: answer.statusCode ?? 0, body: text })
      })
      // A connection that breaks in the middle of an answer ends in neither of the two.
      answer.on('close', () => fail(new Error('the answer broke off')))
    })
    sending.end(body)
  })
}

// The error of a request may quote its address, which holds the number and the code: only its code is kept.
function faultOf(error: unknown, signal: AbortSignal): ChannelFault {
  if (signal.aborted) return new ChannelFault({ isPermanent: false, code: 'timed-out' })
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreachable'
  return new ChannelFault({ isPermanent: false, code })
}
