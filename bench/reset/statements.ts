import { NEW_PASSWORD, startFlow } from '../../packages/server/test/api-client.ts'
import { openFixture } from '../../packages/server/test/fixture.ts'
import { mailedCode } from '../../packages/server/test/messages.ts'
import { twice } from '../../packages/server/test/walks.ts'

export type Statements = {
  /** While the person waits, `begin` and `commit` included. */
  readonly inRequests: number
  /** Of the outbox: the code and the notice. */
  readonly afterwards: number
}

/** Counts what the store is asked for a whole reset: each statement is a round trip where it is a server. */
export async function countStatements(kind: 'totp' | 'email'): Promise<Statements> {
  await using fixture = await openFixture()
  // The policy is read every two seconds at most, whoever asks.
  await startFlow(fixture, { username: 'bob' })
  const counts = { inRequests: 0, afterwards: 0 }
  const counting = async <T>(which: keyof typeof counts, work: () => Promise<T>): Promise<T> => {
    const { result, ran } = await fixture.statementsOf(work)
    counts[which] += ran.length
    return result
  }
  const flow = await counting('inRequests', () => startFlow(fixture, { username: 'alice' }))
  await counting('inRequests', () => flow.submit({ authenticator: kind }))
  await counting('afterwards', () => fixture.drain())
  const code =
    kind === 'email' ? await mailedCode(fixture, 'alice') : await fixture.appCode('alice')
  await counting('inRequests', () => flow.submit({ code }))
  await counting('inRequests', () => flow.submit(twice(NEW_PASSWORD)))
  await counting('afterwards', () => fixture.drain())
  return counts
}
