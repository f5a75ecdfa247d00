import { expect, test } from 'vitest'
import { ACCESS } from '../environments/openldap/config-ldif.ts'
import { START_PASSWORD } from '../environments/openldap/names.ts'
import { useSlapd } from '../environments/openldap/use.ts'

const access = ACCESS.map((rule) => rule.replace('by self =xw ', ''))
const { open, add, setPolicy } = useSlapd({ access })

const NEW = 'Plum-Bridge-101-wide'

test('a change is written by our account where people may not write their own password', async () => {
  await add({ name: 'alice' })
  const { change, verify } = open()
  expect(await change('alice', 'Wrong-Guess-1', NEW)).toEqual({ outcome: 'wrong-current' })
  expect(await change('alice', START_PASSWORD, NEW)).toEqual({ outcome: 'written' })
  expect(await verify('alice', NEW)).toBe('accepted')
})

test('and under the same policy', async () => {
  await add({ name: 'alice' })
  const { change } = open()
  await change('alice', START_PASSWORD, NEW)
  await setPolicy({ pwdMinAge: '3600' })
  expect(await change('alice', NEW, `${NEW}r`)).toMatchObject({ broken: ['min-age'] })
})
