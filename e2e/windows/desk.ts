import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder, removeFolder } from '../environments/program.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'
import { buildPackages, downloadPackage, MSI } from './add-in.ts'
import { openPc, type Pc } from './pc.ts'
import type { Screen } from './screen.ts'
import { buildTools } from './tools.ts'

/** A PC with the add-in of a trial server, whose alice has registered everything. */
export type Desk = {
  readonly screen: Screen
  readonly server: TrialServer
  /** Has the PC ask another trial from here on, as a policy would. */
  moveTo(server: TrialServer): Promise<void>
  close(): Promise<void>
}

export async function openDesk(env: Record<string, string>): Promise<Desk> {
  await buildPackages()
  const tools = await buildTools()
  const room = newFolder()
  const server = await startTrial({ dir: join(room, 'server'), env })
  const pc = await openPc(room, tools)
  const folder = join(room, 'download')
  await downloadPackage(server, folder)
  await trust(pc, server)
  const installed = await pc.msiexec(folder, `/i ${MSI} /qn`)
  if (installed !== 0) throw new Error(`msiexec: ${installed}`)
  return {
    screen: { pc, tools },
    server,
    moveTo: async (other) => {
      await trust(pc, other)
      await pc.setServer(other.httpsUrl)
    },
    close: async () => {
      await pc.shutDown()
      await server.stop()
      removeFolder(room)
    },
  }
}

async function trust(pc: Pc, server: TrialServer): Promise<void> {
  const answer = await fetch(`${server.url}/windows/trial-ca.pem`)
  const file = join(pc.room, 'trial-ca.pem')
  writeFileSync(file, await answer.text())
  await pc.trust(file)
}
