import { describe } from 'vitest'
import { describeBlock } from './contract/block.contract.ts'
import { describeFind } from './contract/find.contract.ts'
import type { MakeFixture } from './contract/fixture.contract.ts'
import { describeLockout } from './contract/lockout.contract.ts'
import { describeSetPassword } from './contract/set-password.contract.ts'
import { describeVerifyPassword } from './contract/verify-password.contract.ts'

export type { DirectoryFixture, FixturePerson, MakeFixture } from './contract/fixture.contract.ts'

/** What every directory promises, whatever stands behind it: the test of each adapter calls this. */
export function describeDirectory(name: string, makeFixture: MakeFixture): void {
  describe(`${name} as a directory`, () => {
    describeFind(makeFixture)
    describeVerifyPassword(makeFixture)
    describeLockout(makeFixture)
    describeBlock(makeFixture)
    describeSetPassword(makeFixture)
  })
}
