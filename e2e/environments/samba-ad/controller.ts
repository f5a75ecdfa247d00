import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'ldapts'
import { eventually } from '../deadline.ts'
import { configure, type Place } from './provision.ts'

/** One domain controller that runs. */
export type Controller = {
  readonly address: string
  readonly configFile: string
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** Starts Samba on an address of its own and waits until it answers over TLS. */
export async function startController(place: Place & { readonly ca: string }): Promise<Controller> {
  const configFile = configure(place)
  const log = openSync(join(place.dir, `${place.address}.log`), 'a')
  const child = spawn(
    // It must not outlive whoever started it, however that one ends.
    'setpriv',
    ['--pdeathsig', 'KILL', 'samba', '-F', '--no-process-group', '-M', 'single', '-s', configFile],
    { stdio: ['ignore', log, log] },
  )
  await eventually('Samba', () => answers(child, place), 60_000)
  return {
    address: place.address,
    configFile,
    kill: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'close')
      child.kill(signal)
      await gone
    },
  }
}

async function answers(
  child: ChildProcess,
  { address, ca }: { readonly address: string; readonly ca: string },
): Promise<true | undefined> {
  if (child.exitCode !== null) throw new Error(`Samba ended with ${child.exitCode}`)
  const client = new Client({ url: `ldaps://${address}`, tlsOptions: { ca, host: address } })
  try {
    await client.search('', { scope: 'base', attributes: ['defaultNamingContext'] })
    return true
  } catch {
    return undefined
  } finally {
    await client.unbind().catch(() => undefined)
  }
}
