import { afterAll, beforeAll } from 'vitest'
import { type SambaAd, startSambaAd } from './start.ts'

/** A domain for all tests of one file; to be called once, outside of them. */
export function useSamba(): () => SambaAd {
  let samba: SambaAd | undefined
  beforeAll(async () => {
    samba = await startSambaAd()
  })
  afterAll(() => samba?.[Symbol.asyncDispose]())
  return () => {
    if (!samba) throw new Error('the domain is there for tests only')
    return samba
  }
}
