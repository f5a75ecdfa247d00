import { describeDirectory } from '@latchkey/directory/contract'
import { afterAll, beforeAll } from 'vitest'
import { openFixture } from '../environments/openldap/fixture.ts'
import { type Slapd, startSlapd } from '../environments/openldap/slapd.ts'

let slapd: Slapd

beforeAll(async () => {
  slapd = await startSlapd()
})

afterAll(() => slapd[Symbol.asyncDispose]())

describeDirectory('OpenLDAP', () => openFixture(slapd))
