import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../packages/server/src/config/config.ts'
import { type House, openHouse } from '../../packages/server/src/house.ts'
import { createLog } from '../../packages/server/src/log.ts'
import { type Program, startProgram } from './program.ts'

/** What the server is called from outside; a proxy in front of it would speak TLS. */
export const HOST = 'reset.bench.test'

export type Organisation = { readonly home: string; readonly config: string }

/** A server's folder as an organisation behind a proxy has it: no trial, and people in the embedded directory. */
export function makeOrganisation(home: string, port: number, mailPort: number): Organisation {
  mkdirSync(home, { recursive: true })
  const config = join(home, 'latchkey.toml')
  writeFileSync(
    config,
    `[http]
listen = "127.0.0.1:${port}"
public-url = "https://${HOST}"
trusted-proxies = ["127.0.0.1"]
[ops]
listen = "127.0.0.1:0"
[store]
url = "sqlite:${home}/data/latchkey.db"
[keys]
file = "${home}/data/keys.json"
[[directory]]
name = "corp"
kind = "embedded"
[first-run.smtp]
host = "127.0.0.1"
port = ${mailPort}
security = "none"
from = "Password reset <reset@corp.test>"
[first-run.policy]
organisation = "Corp"
gates = 1
authenticators = ["email", "totp"]
[[first-run.policy.own-networks]]
network = "10.0.0.0/8"
flows = 100000
`,
  )
  mkdirSync(join(home, 'data'), { recursive: true, mode: 0o700 })
  return { home, config }
}

/** Starts an organisation's server, as it is built. */
export function startServer({ config }: Organisation): Promise<Program> {
  return startProgram(['dist/latchkey.mjs', 'serve', '--config', config])
}

/** Opens the rooms of an organisation's server, and no door: to add people, or to count statements. */
export async function openRooms(
  { config }: Organisation,
  onQuery?: (text: string) => void,
): Promise<House> {
  return await openHouse({
    config: loadConfig({ file: config, env: {} }),
    log: createLog({ level: 'silent' }),
    migrate: true,
    ...(onQuery && { onQuery }),
  })
}
