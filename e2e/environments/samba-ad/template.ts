import { cpSync, lstatSync } from 'node:fs'
import { Client } from 'ldapts'
import { makeCertificate } from '../certificate.ts'
import { newFolder } from '../program.ts'
import { freeAddress } from './address.ts'
import { startController } from './controller.ts'
import { ADMINISTRATOR, DOMAIN, POLICY, POWERLESS, SERVICE } from './domain.ts'
import { addUnit, addValue, replace } from './entries.ts'
import { addAccount } from './people.ts'
import { provision } from './provision.ts'
import { grantLeastRights } from './rights.ts'

/** A domain with its policy, its units and its service accounts, and nobody in it yet: to be copied. */
export async function makeTemplate(): Promise<string> {
  const dir = newFolder()
  await provision(dir)
  const address = await freeAddress()
  const { certificate, ...files } = makeCertificate(dir, DOMAIN.host, [address])
  const controller = await startController({ dir, address, ca: certificate, ...files })
  try {
    const client = await signInAsAdministrator(address, certificate)
    await furnish(client)
    await grantLeastRights(client, dir)
    await client.unbind()
  } finally {
    await controller.kill()
  }
  return dir
}

/** A copy in a folder of its own. */
export function copyTemplate(template: string): string {
  const dir = newFolder()
  cpSync(template, dir, { recursive: true, filter: (source) => !lstatSync(source).isSocket() })
  return dir
}

export async function signInAsAdministrator(address: string, ca: string): Promise<Client> {
  const client = new Client({ url: `ldaps://${address}`, tlsOptions: { ca, host: address } })
  await client.bind(ADMINISTRATOR.dn, ADMINISTRATOR.password)
  return client
}

async function furnish(client: Client): Promise<void> {
  await replace(client, DOMAIN.base, POLICY)
  // What a domain controller's own chores register: without it no ticket is given for LDAP.
  const controller = `CN=DC1,OU=Domain Controllers,${DOMAIN.base}`
  await addValue(client, controller, 'servicePrincipalName', `ldap/${DOMAIN.host}`)
  for (const unit of ['People', 'Groups', 'Service'])
    await addUnit(client, `OU=${unit},${DOMAIN.base}`)
  for (const { name, password } of [SERVICE, POWERLESS])
    await addAccount(client, { name, password, below: `OU=Service,${DOMAIN.base}` })
}
