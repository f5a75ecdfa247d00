import { LIMITS } from '@latchkey/core'
import { expect, test } from 'vitest'
import { lookAtBudget, proofsOfSubject } from '../src/app/budgets.ts'
import { findByName } from '../src/app/find-person.ts'
import { startFlow } from './api-client.ts'
import { type Fixture, openFixture } from './fixture.ts'

const INTRUDER = '203.0.113.7'

test('an address past its own budget, with flows opened beforehand, spends nothing that all share', async () => {
  await using fixture = await openFixture()
  const { most } = LIMITS['proofs-of-name-from-source']
  const flows = await openFlows(fixture, most + 3)

  for (const flow of flows) await flow.submit({ code: '000000' })

  expect(await proofsCounted(fixture, 'alice')).toBe(most)
})

async function proofsCounted({ house: { deps }, clock }: Fixture, name: string): Promise<number> {
  const { subject } = await findByName(deps, name)
  const budget = proofsOfSubject(deps, subject, 'email')
  return (await lookAtBudget(deps.store.db, deps, budget, clock.now())).used
}

async function openFlows(fixture: Fixture, count: number) {
  const flows = []
  for (let opened = 0; opened < count; opened += 1) {
    const flow = await startFlow(fixture, { username: 'alice', from: INTRUDER })
    await flow.submit({ authenticator: 'email' })
    flows.push(flow)
  }
  return flows
}

test.each(['corp\\ alice', 'corp\\\u2003alice', ' ALICE ', 'alice@corp.test'])(
  '%j is no fresh budget for the guesses at alice',
  async (alias) => {
    await using fixture = await openFixture()
    const most = LIMITS['proofs-of-name-from-source'].most
    const [flow] = await openFlows(fixture, 1)
    for (let guess = 0; guess < most; guess += 1) await flow?.submit({ code: '000000' })

    const again = await startFlow(fixture, { username: alias, from: INTRUDER })

    expect(again.step).toMatchObject({ kind: 'stopped', reason: 'too-many-attempts' })
  },
)
