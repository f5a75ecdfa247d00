import { expect, test } from 'vitest'
import { OLD_PASSWORD, startFlow } from './api-client.ts'
import { openFixture } from './fixture.ts'
import { wrongCode } from './messages.ts'
import { newestCode, prove, signedIn } from './security-info.ts'

test('a reset is not opened by the code of a proof, of an enrolment, or of another person’s reset', async () => {
  await using fixture = await openFixture()
  const flow = await startFlow(fixture, { username: 'bob' })
  await flow.submit({ authenticator: 'email' })
  const own = await newestCode(fixture, 'bob@corp.test')

  const browser = await signedIn(fixture, 'bob')
  await browser.submit(await browser.open('/account/proof'), { password: OLD_PASSWORD })
  await browser.submit(await browser.open('/account/proof/code'))
  const proof = await newestCode(fixture, 'bob@corp.test')
  const frank = await signedIn(fixture, 'frank')
  await prove(fixture, frank, 'frank')
  await frank.submit(await frank.open('/account/email'), { address: 'bob@corp.test' })
  const enrolment = await newestCode(fixture, 'bob@corp.test')
  const other = await startFlow(fixture, { username: 'alice' })
  await other.submit({ authenticator: 'email' })
  const others = await newestCode(fixture, 'alice@corp.test')

  const foreign = [proof, enrolment, others].map((code) => (code === own ? wrongCode(own) : code))
  for (const code of foreign)
    expect(await flow.submit({ code })).toMatchObject({
      kind: 'answer-challenge',
      refusal: { code: 'code-not-accepted' },
    })
  expect((await flow.submit({ code: own })).kind).toBe('new-password')
})
