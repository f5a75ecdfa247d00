import { issuePass, type PassWish } from '../src/app/helpdesk-pass.ts'
import { seededCodes } from '../src/app/seed-people.ts'
import { type ApiFlow, type Start, startFlow } from './api-client.ts'
import { type Fixture, HOUR } from './fixture.ts'

/** The recovery codes of a seeded person that are still good. */
export async function codesOf({ house }: Fixture, name: string): Promise<readonly string[]> {
  const people = await seededCodes(house.deps)
  return people.find((one) => one.name === name)?.codes ?? []
}

/** A pass of the help desk for somebody. */
export async function passFor(
  { house }: Fixture,
  name: string,
  wish: Partial<PassWish> = {},
): Promise<string> {
  const asked = {
    name,
    checkedHow: 'called back on the number in the file',
    validMs: HOUR,
    locale: 'en',
  } as const
  const issued = await issuePass(house.deps, { ...asked, ...wish })
  if (issued.outcome !== 'issued') throw new Error(issued.outcome)
  return issued.pass
}

/** A flow that asks for a code of this kind. */
export async function asked(
  fixture: Fixture,
  kind: 'recovery-code' | 'helpdesk-pass',
  start: Start,
): Promise<ApiFlow> {
  const flow = await startFlow(fixture, start)
  await flow.submit({ authenticator: kind })
  return flow
}

/** A code of the right form that nobody has. */
export const NO_CODE = 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'
export const NO_PASS = 'ZZZZ-ZZZZ-ZZZZ'
