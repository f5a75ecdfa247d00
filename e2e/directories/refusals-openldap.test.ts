import { Client } from 'ldapts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi, newPassword, walkToNewPassword } from '../environments/api.ts'
import { type DirectoryServer, startOnDirectories } from '../environments/directory-server.ts'
import {
  DEFAULT_POLICY,
  PEOPLE,
  READER,
  SERVICE,
  START_PASSWORD,
  SUFFIX,
} from '../environments/openldap/names.ts'
import { addPerson } from '../environments/openldap/people.ts'
import { STRICT_POLICY, seedPeople } from '../environments/openldap/seed.ts'
import { useSlapd } from '../environments/openldap/use.ts'
import { NOT_POSSIBLE, REFUSED, sayingsOf } from '../environments/refused.ts'

const GOOD = 'Copper-Lantern-42-wide'

const { slapd } = useSlapd()
let server: DirectoryServer
beforeAll(async () => {
  await seedPeople(slapd().root)
  // A password of this very hour: slapd counts no age where the root DN added somebody.
  const now = new Date().toISOString().slice(0, 19).replace(/[-T:]/g, '')
  const also = { pwdPolicySubentry: STRICT_POLICY, pwdChangedTime: `${now}Z` }
  await addPerson(slapd().root, { name: 'grace', mail: 'grace@corp.test', also })
  server = await startAs(SERVICE)
})
afterAll(() => server?.[Symbol.asyncDispose]())

function startAs({ dn, password }: { readonly dn: string; readonly password: string }) {
  const { host, ldapsPort, ca } = slapd()
  return startOnDirectories([
    {
      kind: 'openldap',
      servers: [`${host}:${ldapsPort}`],
      base: SUFFIX,
      searchBases: [PEOPLE],
      bindDn: dn,
      bindPassword: password,
      ca,
      more: `default-policy = ${JSON.stringify(DEFAULT_POLICY)}\ncharacter-classes = 3`,
    },
  ])
}

const walkOf = (name: string, locale: string, of = server) =>
  walkToNewPassword(createApi(of.url), of.messages, name, locale)

async function holds(name: string, password: string): Promise<boolean> {
  const { host, ldapsPort, ca } = slapd()
  const client = new Client({ url: `ldaps://${host}:${ldapsPort}`, tlsOptions: { ca } })
  const isBound = await client.bind(`uid=${name},${PEOPLE}`, password).then(
    () => true,
    () => false,
  )
  await client.unbind()
  return isBound
}

describe.each(['en', 'fr'] as const)('in %s a refusal is the sentence of the rule', (locale) => {
  const say = (en: string, fr: string) => [REFUSED[locale], { en, fr }[locale]]

  test('of length, of quality and of history', async () => {
    const walk = await walkOf('bob', locale)
    expect(await sayingsOf(walk, 'Sh0rt-')).toEqual(
      say('At least 10 characters', 'Au moins 10 caractères'),
    )
    expect(await sayingsOf(walk, 'onlysmallletters')).toEqual(
      say(
        'Three kinds of characters: capitals, small letters, digits, others',
        'Trois sortes de caractères\u00a0: majuscules, minuscules, chiffres, autres',
      ),
    )
    expect(await sayingsOf(walk, START_PASSWORD)).toEqual(
      say('Not one of your last 5 passwords', 'Aucun de vos 5 derniers mots de passe'),
    )
    expect(await holds('bob', 'onlysmallletters')).toBe(false)
    expect(await holds('bob', START_PASSWORD)).toBe(true)
  })

  test('of length and minimum age, in the policy of a person', async () => {
    const walk = await walkOf('grace', locale)
    expect(await sayingsOf(walk, 'Short-Word-42')).toEqual(
      say('At least 16 characters', 'Au moins 16 caractères'),
    )
    expect(await sayingsOf(walk, GOOD)).toEqual(
      say('At most one change an hour', 'Un seul changement par heure'),
    )
    expect(await holds('grace', GOOD)).toBe(false)
    expect(await holds('grace', START_PASSWORD)).toBe(true)
  })

  test('and of a right that is missing, that the help desk can tell', async () => {
    await using powerless = await startAs(READER)
    const walk = await walkOf('alice', locale, powerless)
    const { body } = await walk.submit('submit', newPassword(GOOD))
    expect(body.step).toMatchObject({ reason: 'not-possible', text: NOT_POSSIBLE[locale] })
    expect(await holds('alice', GOOD)).toBe(false)
    expect(await holds('alice', START_PASSWORD)).toBe(true)
  })
})
