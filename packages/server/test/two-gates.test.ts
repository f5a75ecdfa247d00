import { AUTHENTICATOR_KINDS, type AuthenticatorKind, type Step } from '@latchkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import { createSoftwareKey, type SoftwareKey } from '../src/authenticator/software-key.fixture.ts'
import { forEveryClient } from '../src/config/config.ts'
import { type ApiFlow, startFlow } from './api-client.ts'
import { auditTrail } from './audit-trail.ts'
import { DAY, type Fixture, HOUR, openFixture } from './fixture.ts'
import { codesOf, passFor } from './long-codes.ts'
import { mailedCode, textedCode } from './messages.ts'
import { withPasskey } from './passkeys.ts'
import { answerSet } from './questions.ts'
import { twice } from './walks.ts'

// Six whole resets in each.
vi.setConfig({ testTimeout: 60_000 })

// Shown to everybody, so that questions may be the first gate in a browser too.
const POLICY = {
  gates: 2,
  authenticators: forEveryClient(AUTHENTICATOR_KINDS),
  hints: 'always',
} as const

type Alice = { readonly fixture: Fixture; readonly key: SoftwareKey }

/** Alice with something of every kind but a pass, nothing of it fresh. */
async function withEveryKind(fixture: Fixture): Promise<Alice> {
  const key = createSoftwareKey()
  await withPasskey(fixture, 'alice', key)
  fixture.clock.advance(DAY + HOUR)
  return { fixture, key }
}

const coded = (code: (alice: Alice) => string | Promise<string>) => {
  return async (flow: ApiFlow, alice: Alice) =>
    void (await flow.submit({ code: await code(alice) }))
}

/** How each kind answers the challenge that the flow stands at. */
const ANSWERS: Readonly<Record<AuthenticatorKind, (flow: ApiFlow, alice: Alice) => Promise<void>>> =
  {
    email: coded(({ fixture }) => mailedCode(fixture, 'alice')),
    totp: coded(({ fixture }) => fixture.appCode('alice')),
    sms: coded(({ fixture }) => textedCode(fixture)),
    'recovery-code': coded(async ({ fixture }) => (await codesOf(fixture, 'alice'))[0] ?? ''),
    'helpdesk-pass': coded(({ fixture }) => passFor(fixture, 'alice')),
    'security-questions': async (flow) => void (await answerSet(flow)),
    passkey: async (flow, { key }) => {
      const ceremony = flow.step.fields[0]?.ceremony ?? expect.unreachable('no ceremony')
      await flow.submit({ passkey: key.sign(ceremony) })
    },
  }

const offeredBy = (step: Step) => step.fields[0]?.options?.map(({ value }) => value)

/** Chooses a kind and gives its right answer. */
async function pass(flow: ApiFlow, kind: AuthenticatorKind, alice: Alice): Promise<Step> {
  await flow.submit({ authenticator: kind })
  await ANSWERS[kind](flow, alice)
  return flow.step
}

describe('two gates, each judged by its own verifier', () => {
  test.each(AUTHENTICATOR_KINDS)(
    '%s, then any other kind: they reset the password, and the first is never taken twice',
    async (first) => {
      await using fixture = await openFixture({ policy: POLICY })
      const alice = await withEveryKind(fixture)
      for (const second of AUTHENTICATOR_KINDS.filter((kind) => kind !== first)) {
        // What is not there yet is not offered.
        if ([first, second].includes('helpdesk-pass')) await passFor(fixture, 'alice')
        const flow = await startFlow(fixture, { username: 'alice', client: { kind: 'browser' } })
        expect(await pass(flow, first, alice), second).toMatchObject({
          kind: 'choose-authenticator',
          progress: { gate: 2, of: 2 },
        })
        expect(offeredBy(flow.step)).not.toContain(first)
        expect((await flow.submit({ authenticator: first })).refusal?.code).toBe('choose-one')
        expect((await pass(flow, second, alice)).kind, second).toBe('new-password')
        expect((await flow.submit(twice(`Copper-Lantern-${second}-1`))).kind).toBe('done')
        const reset = (await auditTrail(fixture, flow.id)).find(
          ({ activity }) => activity === 'password.reset',
        )
        expect(reset?.gates).toEqual([first, second])
        // Past what a code costs, and past the time step of an app.
        fixture.clock.advance(HOUR)
      }
    },
  )
})
