import { Client } from 'ldapts'
import { addMember } from './entries.ts'
import { type Account, addAccount, addGroup } from './people.ts'
import { addSettingsObject } from './settings-object.ts'
import type { SambaAd } from './start.ts'

export const START_PASSWORD = 'Start-Passw0rd-1!'
export const STRANGE_PASSWORD = 'Stärt-"Passw0rd"\\1,💡'

/** More wrong passwords than any policy here bears. */
const GUESSES = 12

/** Adds the people of the trial, and some in every other state that an account can be in. */
export async function seedPeople(samba: SambaAd): Promise<void> {
  const client = await samba.administrator()
  const dns = new Map<string, string>()
  for (const [name, state] of Object.entries({ ...PEOPLE_OF_THE_TRIAL, ...IN_OTHER_STATES })) {
    const mail = `${name}@corp.test`
    const account = { name, displayName: `${name} of the trial`, mail, password: START_PASSWORD }
    dns.set(name, await addAccount(client, { ...account, ...state }))
  }
  const dn = (name: string) => dns.get(name) ?? ''
  await putIntoGroups(client, dn)
  await addSettingsObject(client, dn('grace'))
  await lock(samba, dn('carol'))
}

type State = Partial<Omit<Account, 'name'>>

const PEOPLE_OF_THE_TRIAL: Readonly<Record<string, State>> = {
  alice: {},
  bob: {},
  carol: {},
  dave: { isDisabled: true },
  erin: {},
  frank: {},
}

const IN_OTHER_STATES: Readonly<Record<string, State>> = {
  grace: {},
  protected: { also: { adminCount: '1' } },
  expired: { isExpired: true },
  mustchange: { mustChange: true },
  smartcard: { also: { userAccountControl: '262656' } },
  strange: { cn: 'Anne "Lampe" \\ Straße, 💡', password: STRANGE_PASSWORD },
}

async function putIntoGroups(client: Client, dn: (name: string) => string): Promise<void> {
  const staff = await addGroup(client, 'staff')
  const everybody = await addGroup(client, 'everybody')
  await addMember(client, everybody, staff)
  await addMember(client, staff, dn('alice'))
  await addMember(client, staff, dn('bob'))
  // The domain's own group of that name. Samba guards nobody for being in it, where Windows would.
  await addMember(client, 'CN=Administrators,CN=Builtin,DC=corp,DC=test', dn('erin'))
  await addMember(client, 'CN=Domain Admins,CN=Users,DC=corp,DC=test', dn('protected'))
}

// Nobody may write a lockout: it has to happen.
async function lock({ addresses: [host], ca }: SambaAd, dn: string): Promise<void> {
  const client = new Client({ url: `ldaps://${host}`, tlsOptions: { ca, host } })
  for (let n = 0; n < GUESSES; n++) await client.bind(dn, 'Wrong-Guess').catch(() => undefined)
  await client.unbind()
}
