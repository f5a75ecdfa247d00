import { renameSync, writeFileSync } from 'node:fs'
import { eventually } from '../environments/deadline.ts'
import type { Message, TrialServer } from '../environments/server.ts'

// A mail has its code on a line of its own; a text message in its last line, for a phone to fill in.
const CODE = /^(?:@\S+ #)?(\d{6})$/m

/** Every code that was typed, for the canary. */
export type Codes = { readonly typed: Set<string> }

/** Puts the next code that is sent to an address or a number into a file, for the person at the screen to type. */
export async function bringNextCode(
  server: TrialServer,
  to: string,
  { into, codes, before }: { into: string; codes: Codes; before: number },
): Promise<void> {
  const code = await eventually(
    `a code for ${to}`,
    async () => {
      const mails = codeMails(await server.messages(), to)
      return mails.length > before ? CODE.exec(mails[0]?.text ?? '')?.[1] : undefined
    },
    60_000,
  )
  bring(code, into, codes)
}

export function bring(code: string, into: string, codes: Codes): void {
  codes.typed.add(code)
  // Renamed into place: half a code must not be typed.
  writeFileSync(`${into}.new`, code)
  renameSync(`${into}.new`, into)
}

export async function countCodes(server: TrialServer, to: string): Promise<number> {
  return codeMails(await server.messages(), to).length
}

function codeMails(messages: readonly Message[], to: string): Message[] {
  return messages.filter((one) => one.to === to && CODE.test(one.text))
}
