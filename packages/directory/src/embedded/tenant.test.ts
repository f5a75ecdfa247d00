import { expect, test } from 'vitest'
import { setDisabled, setGroups } from './account.ts'
import { openEmbedded, PASSWORD } from './fixture.ts'

test('every statement names the tenant', async () => {
  const { add, deps, directory, statements, verify, reset, change } = await openEmbedded()
  statements.length = 0
  const id = await add({ mail: 'alice@corp.test' })
  await directory.find({ id })
  await directory.find({ name: 'alice' })
  await verify(id, 'Wrong-Guess-1')
  await verify(id, PASSWORD)
  await verify(undefined, PASSWORD)
  await reset(id, 'Plum-Bridge-1-wide')
  await change(id, 'Plum-Bridge-1-wide', 'Plum-Bridge-2-wide')
  await directory.unlock(id)
  await directory.check()
  await setGroups(deps, id, [])
  await setDisabled(deps, id, true)
  const touching = statements.filter((statement) => statement.includes('embedded_'))
  expect(touching.length).toBeGreaterThan(15)
  for (const statement of touching) {
    // A condition on the tenant, or a row that begins with it.
    expect(statement).toMatch(/"tenant" = \?|^insert into "\w+" \("tenant", .+values \(\?/)
  }
})
