import { SEEDED_NUMBER } from '../src/app/seed-people.ts'
import type { SentMessage } from '../src/channel/file.ts'
import type { Fixture } from './fixture.ts'

/** What somebody has received, newest first; everything due is sent before. */
export async function inbox(fixture: Fixture, name: string): Promise<readonly SentMessage[]> {
  await fixture.drain()
  const to = name.includes('@') ? name : `${name}@corp.test`
  return messages(fixture).filter((one) => one.to === to)
}

/** Everything that was ever sent, newest first; sends nothing. */
export function messages({ house }: Fixture): readonly SentMessage[] {
  return house.kept?.messages() ?? []
}

/** The code of the newest text message to a number. */
export async function textedCode(fixture: Fixture, number = SEEDED_NUMBER): Promise<string> {
  await fixture.drain()
  const newest = messages(fixture).find(({ channel, to }) => channel === 'sms' && to === number)
  const code = /#(\d{6})$/.exec(newest?.text ?? '')?.[1]
  if (code === undefined) throw new Error(`no code was sent to ${number}`)
  return code
}

/** The code of the newest mail that carries one. */
export async function mailedCode(fixture: Fixture, name: string): Promise<string> {
  const codes = await mailedCodes(fixture, name)
  const [newest] = codes
  if (newest === undefined) throw new Error(`no code was sent to ${name}`)
  return newest
}

export async function mailedCodes(fixture: Fixture, name: string): Promise<string[]> {
  const mails = await inbox(fixture, name)
  return mails.flatMap(({ text }) => codeIn(text) ?? [])
}

function codeIn(text: string): string | undefined {
  return /^\d{6}$/m.exec(text)?.[0]
}

/** The address of a link, without the origin. */
export function linkIn(message: SentMessage | undefined, page: 'not-me' | 'stop'): string {
  const link = new RegExp(`https?://[^/\\s]+(/${page}/[A-Za-z0-9_-]{43})`).exec(message?.text ?? '')
  if (!link?.[1]) throw new Error(`no link to ${page}`)
  return link[1]
}

/** A code of six digits that is certainly not this one. */
export function wrongCode(right = '000000'): string {
  return right === '111111' ? '222222' : '111111'
}
