import { Secret } from '@latchkey/protocol'
import { describeDirectory } from '../directory.contract.ts'
import { openEmbedded } from './fixture.ts'

describeDirectory('the embedded directory', async () => {
  const { db, directory, add, clock, policy } = await openEmbedded()
  return {
    directory,
    traits: { domainNames: true, expiry: true, mustChange: true, unknownId: 'ent_nobody' },
    addPerson: async ({ password, isExpired, ...person }) => {
      const expiry = isExpired ? { expiresAt: clock.now } : {}
      await add({ ...person, ...expiry, password: new Secret(password) })
    },
    advance: async (ms) => {
      clock.now += ms
    },
    setMinimumAge: async (hours) => {
      policy.minAgeHours = hours
    },
    close: () => db.destroy(),
  }
})
