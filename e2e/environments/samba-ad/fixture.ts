import {
  type ActiveDirectoryDeps,
  createActiveDirectory,
  createLdap,
  type Ldap,
  type LdapSettings,
  type PasswordHistory,
  type PasswordMark,
} from '@latchkey/directory'
import type { DirectoryFixture, FixturePerson } from '@latchkey/directory/contract'
import type { Client } from 'ldapts'
import { DOMAIN, minutes, POLICY } from './domain.ts'
import { addMember, replace } from './entries.ts'
import { type Account, addAccount, addGroup } from './people.ts'
import type { SambaAd } from './start.ts'

const MINUTES_PER_HOUR = 60

export type SambaFixture = DirectoryFixture & { readonly made: Made }

export type SambaChanges = Partial<Omit<ActiveDirectoryDeps, 'ldap'>> & {
  readonly settings?: Partial<LdapSettings>
  /** How many of the domain's two servers are known; the second runs where a test starts it. */
  readonly servers?: 1 | 2
  /** Instead of those. */
  readonly list?: Parameters<typeof createLdap>[0]['list']
  /** Puts something between the directory and its connections. */
  readonly between?: (ldap: Ldap) => Ldap
}

/** The directory under test in a domain that is shared with the tests before and after. */
export async function createSambaFixture(
  samba: SambaAd,
  { settings, servers = 1, list, between = (one) => one, ...changes }: SambaChanges = {},
): Promise<SambaFixture> {
  const ldap = createLdap({
    settings: { ...samba.settings, ...settings },
    list: list ?? (async () => samba.servers.slice(0, servers)),
    now: changes.now ?? Date.now,
  })
  const made = createMade(samba, await samba.administrator())
  const directory = createActiveDirectory({
    ldap: between(ldap),
    base: DOMAIN.base,
    history: createHistory(),
    now: Date.now,
    mayTouchProtected: false,
    ...changes,
  })
  return {
    directory,
    made,
    traits: {
      domainNames: true,
      expiry: true,
      mustChange: true,
      unknownId: '5f0c3d2e-9a41-4b8e-8f57-0d6b1c2a3e4f',
    },
    addPerson: (person) => addPerson(made, person),
    advance: (ms) => samba.advance(made.people(), ms),
    setMinimumAge: (hours) => made.setPolicy({ minPwdAge: minutes(hours * MINUTES_PER_HOUR) }),
    close: async () => {
      await made.remove()
      await ldap.close()
    },
  }
}

/** What a test put into the domain, so that it can be taken out again. */
export type Made = {
  readonly client: Client
  people(): readonly string[]
  add(account: Account): Promise<string>
  group(name: string): Promise<string>
  setPolicy(policy: Readonly<Record<string, string>>): Promise<void>
  /** Takes this away too at the end. */
  note(dn: string): void
  remove(): Promise<void>
}

function createMade(samba: SambaAd, client: Client): Made {
  const people: string[] = []
  const others = new Map<string, string>()
  let isPolicyChanged = false
  return {
    client,
    people: () => people,
    add: async (account) => {
      const dn = await addAccount(client, account)
      people.push(dn)
      return dn
    },
    group: async (name) => {
      const dn = others.get(name) ?? (await addGroup(client, name))
      others.set(name, dn)
      return dn
    },
    setPolicy: async (policy) => {
      isPolicyChanged = true
      await replace(client, DOMAIN.base, policy)
    },
    note: (dn) => void others.set(dn, dn),
    remove: async () => {
      // Another one, where the domain controller was started anew meanwhile.
      const client = await samba.administrator()
      for (const dn of [...others.values(), ...people].toReversed()) await client.del(dn)
      if (isPolicyChanged) await replace(client, DOMAIN.base, POLICY)
    },
  }
}

async function addPerson(made: Made, { groups = [], ...person }: FixturePerson): Promise<void> {
  const dn = await made.add(person)
  for (const name of groups) await addMember(made.client, await made.group(name), dn)
}

/** Remembers as the server's store does, without hashes. */
export function createHistory(): PasswordHistory {
  const passwords = new Map<string, string[]>()
  const marks = new Map<string, PasswordMark | undefined>()
  const of = (id: string) => passwords.get(id) ?? []
  return {
    compare: async (id, password, most) => ({
      isHeld: password.use((value) => of(id).slice(0, most).includes(value)),
      last: marks.get(id),
    }),
    remember: async (id, password, { remembered, mark }) => {
      marks.set(id, mark)
      password.use((value) => void passwords.set(id, [value, ...of(id)].slice(0, remembered)))
    },
  }
}
