import { expect, test } from 'vitest'
import { START_PASSWORD } from '../environments/openldap/names.ts'
import { useSlapd } from '../environments/openldap/use.ts'

// As slapd comes: it does not tell whoever binds that an account is locked.
const { open, add } = useSlapd({ useLockout: false })

test('a slapd that does not say so is known to have locked an account', async () => {
  await add({ name: 'carol' })
  const { verify, directory, idOf } = open()
  for (let n = 0; n < 10; n++) expect(await verify('carol', `Wrong-Guess-${n}`)).toBe('wrong')
  expect(await verify('carol', START_PASSWORD)).toBe('locked')
  await directory.unlock(await idOf('carol'))
  expect(await verify('carol', START_PASSWORD)).toBe('accepted')
})
