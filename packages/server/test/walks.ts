import type { ApiFlow, Start } from './api-client.ts'
import { NEW_PASSWORD, startFlow } from './api-client.ts'
import type { Fixture } from './fixture.ts'
import { mailedCode } from './messages.ts'

/** A flow whose code is on its way by e-mail. */
export async function askByMail(fixture: Fixture, start: Start): Promise<ApiFlow> {
  const flow = await startFlow(fixture, start)
  await flow.submit({ authenticator: 'email' })
  return flow
}

/** A flow whose first gate was passed with the code that was mailed. */
export async function proveByMail(
  fixture: Fixture,
  start: Start & { readonly username: string },
): Promise<ApiFlow> {
  const flow = await askByMail(fixture, start)
  await flow.submit({ code: await mailedCode(fixture, start.username) })
  return flow
}

/** A flow whose first gate was passed with the code of an app. */
export async function proveByApp(
  fixture: Fixture,
  start: Start & { readonly username: string },
): Promise<ApiFlow> {
  const flow = await startFlow(fixture, start)
  await flow.submit({ authenticator: 'totp' })
  await flow.submit({ code: await fixture.appCode(start.username) })
  return flow
}

export function twice(password: string) {
  return { password, 'password-again': password }
}

/** A whole reset by e-mail. */
export async function resetByMail(
  fixture: Fixture,
  username: string,
  password = NEW_PASSWORD,
): Promise<ApiFlow> {
  const flow = await proveByMail(fixture, { username })
  await flow.submit(twice(password))
  // What begins in the moment of a success counts as begun before it.
  fixture.clock.advance(1)
  return flow
}
