import { Resolver } from 'node:dns/promises'
import { eventually } from '../deadline.ts'
import { freePort } from '../port.ts'
import { newFolder, removeFolder, startProgram } from '../program.ts'

export type Service = {
  /** For example `_ldap._tcp.corp.test`. */
  readonly name: string
  readonly target: string
  readonly port: number
  readonly priority?: number
  readonly weight?: number
}

/** A name server on loopback that knows the services that it was told, and asks nobody else. */
export type NameServer = {
  readonly resolver: Resolver
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts dnsmasq without its own configuration, host names or servers above it. */
export async function startNameServer(services: readonly Service[]): Promise<NameServer> {
  const dir = newFolder()
  const port = await freePort()
  const records = services.map(
    ({ name, target, port: at, priority = 0, weight = 0 }) =>
      `--srv-host=${name},${target},${at},${priority},${weight}`,
  )
  const own = ['--keep-in-foreground', '--conf-file=/dev/null', '--pid-file', '--user=root']
  const alone = ['--no-resolv', '--no-hosts', '--listen-address=127.0.0.1', '--bind-interfaces']
  const program = startProgram([...own, ...alone, `--port=${port}`, ...records], {
    command: ['/usr/sbin/dnsmasq'],
    cwd: dir,
  })
  const resolver = new Resolver({ timeout: 1_000, tries: 1 })
  resolver.setServers([`127.0.0.1:${port}`])
  await eventually('dnsmasq', async () => {
    if (program.hasEnded()) throw new Error(`dnsmasq ended: ${program.stderr()}`)
    const [first] = services
    return await resolver.resolveSrv(first?.name ?? 'localhost').catch(() => undefined)
  })
  return {
    resolver,
    [Symbol.asyncDispose]: async () => {
      await program.kill('SIGKILL')
      removeFolder(dir)
    },
  }
}
