import { rmSync } from 'node:fs'
import { Secret } from '@latchkey/protocol'
import type { Client } from 'ldapts'
import { inject } from 'vitest'
import { makeCertificate } from '../certificate.ts'
import { removeFolder } from '../program.ts'
import { freeAddress } from './address.ts'
import { advance } from './clock.ts'
import { type Controller, startController } from './controller.ts'
import { DOMAIN, SERVICE } from './domain.ts'
import { copyTemplate, makeTemplate, signInAsAdministrator } from './template.ts'
import { runTool } from './tool.ts'

/** A domain of one test file's own, with one domain controller that runs and a second that may. */
export type SambaAd = {
  readonly ca: string
  readonly addresses: readonly [string, string]
  readonly servers: readonly { readonly host: string; readonly port: number }[]
  readonly settings: ReturnType<typeof settingsFor>
  /** A connection that may do everything: how tests arrange and look. */
  administrator(): Promise<Client>
  start(which: 0 | 1): Promise<Controller>
  kill(which: 0 | 1): Promise<void>
  /** Runs a line of samba-tool as an administrator does on a domain controller. */
  runOnServer(line: string): Promise<void>
  /** Lets so much time pass for these accounts. */
  advance(dns: readonly string[], ms: number): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const PORT = 636

/** Starts a domain controller over a copy of the run's domain, or over a new one where the run has none. */
export async function startSambaAd(): Promise<SambaAd> {
  const provided = inject('sambaTemplate')
  const template = provided ?? (await makeTemplate())
  const dir = copyTemplate(template)
  if (provided === undefined) removeFolder(template)
  const addresses = [await freeAddress(), await freeAddress()] as const
  const { certificate: ca, ...files } = makeCertificate(dir, DOMAIN.host, addresses)
  const running = new Map<number, Controller>()
  let client: Client | undefined

  async function start(which: 0 | 1): Promise<Controller> {
    const controller = await startController({ dir, address: addresses[which], ca, ...files })
    running.set(which, controller)
    return controller
  }

  const first = await start(0)
  return {
    ca,
    addresses,
    servers: addresses.map((host) => ({ host, port: PORT })),
    settings: settingsFor(ca),
    administrator: async () => {
      if (client?.isBound) return client
      const [address = ''] = [...running.values()].map((one) => one.address)
      client = await signInAsAdministrator(address, ca)
      return client
    },
    start,
    kill: async (which) => {
      // It would connect again by itself, as nobody.
      await client?.unbind().catch(() => undefined)
      client = undefined
      await running.get(which)?.kill('SIGKILL')
      running.delete(which)
    },
    runOnServer: async (line) => {
      await runTool('bash', ['-c', `${line} -H ${dir}/private/sam.ldb -s ${first.configFile}`])
    },
    advance: (dns, ms) => advance(dir, first.configFile, dns, ms),
    [Symbol.asyncDispose]: async () => {
      await client?.unbind().catch(() => undefined)
      await Promise.all([...running.values()].map((one) => one.kill('SIGKILL')))
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function settingsFor(ca: string) {
  return {
    name: 'corp',
    tls: 'ldaps',
    ca,
    bindDn: SERVICE.dn,
    bindPassword: new Secret<string>(SERVICE.password),
    searchBases: [DOMAIN.people],
    mailAttributes: ['mail'],
    phoneAttributes: ['mobile', 'telephoneNumber'],
  } as const
}
