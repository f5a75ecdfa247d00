import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createApi, newPassword, walkToNewPassword } from '../environments/api.ts'
import { type DirectoryServer, startOnDirectories } from '../environments/directory-server.ts'
import { NOT_POSSIBLE, REFUSED, sayingsOf } from '../environments/refused.ts'
import { DOMAIN, minutes, POWERLESS, SERVICE } from '../environments/samba-ad/domain.ts'
import { replace } from '../environments/samba-ad/entries.ts'
import { bindsByLdap } from '../environments/samba-ad/ldapsearch.ts'
import { START_PASSWORD, seedPeople } from '../environments/samba-ad/seed.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const GOOD = 'Copper-Lantern-42'

const samba = useSamba()
let server: DirectoryServer
beforeAll(async () => {
  await seedPeople(samba())
  server = await startAs(SERVICE)
})
afterAll(() => server?.[Symbol.asyncDispose]())

function startAs({ dn, password }: { readonly dn: string; readonly password: string }) {
  const { addresses, ca } = samba()
  return startOnDirectories([
    {
      kind: 'active-directory',
      servers: addresses.slice(0, 1),
      base: DOMAIN.base,
      searchBases: [DOMAIN.people],
      bindDn: dn,
      bindPassword: password,
      ca,
    },
  ])
}

const walkOf = (name: string, locale: string, of = server) =>
  walkToNewPassword(createApi(of.url), of.messages, name, locale)
const holds = (name: string, password: string) => bindsByLdap(samba(), name, password, 'simple')

describe.each(['en', 'fr'] as const)('in %s a refusal is the sentence of the rule', (locale) => {
  const say = (en: string, fr: string) => [REFUSED[locale], { en, fr }[locale]]

  test('of value and of history, in the domain', async () => {
    const walk = await walkOf('bob', locale)
    expect(await sayingsOf(walk, 'onlysmallletters')).toEqual(
      say(
        'Three kinds of characters: capitals, small letters, digits, others',
        'Trois sortes de caractères\u00a0: majuscules, minuscules, chiffres, autres',
      ),
    )
    expect(await sayingsOf(walk, 'My-Bob-Word-2042')).toEqual(say('Not your name', 'Pas votre nom'))
    expect(await sayingsOf(walk, START_PASSWORD)).toEqual(
      say('Not one of your last 5 passwords', 'Aucun de vos 5 derniers mots de passe'),
    )
    for (const tried of ['onlysmallletters', 'My-Bob-Word-2042'])
      expect(await holds('bob', tried)).toBe(false)
    expect(await holds('bob', START_PASSWORD)).toBe(true)
  })

  test('of length, in the fine-grained policy of a person', async () => {
    const walk = await walkOf('grace', locale)
    expect(await sayingsOf(walk, 'Short-Word-42')).toEqual(
      say('At least 16 characters', 'Au moins 16 caractères'),
    )
    expect(await holds('grace', START_PASSWORD)).toBe(true)
  })

  test('of minimum age', async () => {
    const client = await samba().administrator()
    await replace(client, DOMAIN.base, { minPwdAge: minutes(24 * 60) })
    onTestFinished(() => replace(client, DOMAIN.base, { minPwdAge: '0' }))
    const walk = await walkOf('alice', locale)
    expect(await sayingsOf(walk, GOOD)).toEqual(
      say('At most one change in 24 hours', 'Un seul changement toutes les 24 heures'),
    )
    expect(await holds('alice', GOOD)).toBe(false)
    expect(await holds('alice', START_PASSWORD)).toBe(true)
  })

  test('and of a right that is missing, that the help desk can tell', async () => {
    await using powerless = await startAs(POWERLESS)
    const walk = await walkOf('erin', locale, powerless)
    const { body } = await walk.submit('submit', newPassword(GOOD))
    expect(body.step).toMatchObject({ reason: 'not-possible', text: NOT_POSSIBLE[locale] })
    expect(await holds('erin', GOOD)).toBe(false)
    expect(await holds('erin', START_PASSWORD)).toBe(true)
  })
})
