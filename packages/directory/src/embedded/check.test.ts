import { expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { openEmbedded } from './fixture.ts'

test('check says with its cause that the tables cannot be read', async () => {
  const { directory, db } = await openEmbedded()
  await db.schema.dropTable('embedded_login').execute()
  await db.schema.dropTable('embedded_entry').execute()
  const fault = await directory.check().catch((error: unknown) => error)
  expect(fault).toBeInstanceOf(DirectoryUnavailable)
  expect(fault).toMatchObject({ cause: expect.any(Error) })
})
