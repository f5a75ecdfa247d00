import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, dataDirectoryOf, windowsDirectoryOf } from '../config/config.ts'
import { markDataDirectory } from '../store/hold.ts'
import { setMsiProperty } from '../windows/msi-property.ts'
import { PackageRefused } from '../windows/package-refused.ts'
import { ARCHITECTURES, PACKAGE_FILE, SERVER_PROPERTY } from '../windows/packages.ts'
import { type Signing, signPackage } from '../windows/sign-package.ts'
import { defineCommand, misused } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'

const NAME = 'windows package'
const FROM = 'dist/windows'
const LONGEST_URL = 1024

export const windowsPackage = defineCommand({
  name: NAME,
  summary: "Puts this server's address into the packages of the Windows add-in.",
  optionUsage:
    '--url https://reset.example.org [--from DIR] [--to DIR] [--certificate FILE --key FILE [--timestamp URL]]',
  details: `Takes x64/${PACKAGE_FILE} and x86/${PACKAGE_FILE} from --from (${FROM}), as they were built and not
signed. Without --to they go where the server's page /windows finds them. With a certificate they are signed
by osslsigncode.`,
  options: {
    url: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    certificate: { type: 'string' },
    key: { type: 'string' },
    timestamp: { type: 'string' },
  },
  run: async ({ options }, { config, out }) => {
    const url = serverUrl(options.url ?? '')
    const signing = signingOf(options)
    const { from = FROM } = options
    const built = ARCHITECTURES.filter((one) => existsSync(join(from, one, PACKAGE_FILE)))
    if (built.length === 0)
      throw new CommandRefused(
        EXIT.badInput,
        `there is neither x64/${PACKAGE_FILE} nor x86/${PACKAGE_FILE} in ${from}: build the add-in first`,
      )
    // All of them in memory before the first is written: a refused one leaves no mixture behind.
    const made = built.map((one) => ({ one, msi: withServer(join(from, one, PACKAGE_FILE), url) }))
    const to = options.to ?? servedFrom(config())
    for (const { one, msi } of made) out(`${put(join(to, one), msi, signing)}\n`)
    return EXIT.done
  },
})

function withServer(path: string, url: string): Buffer {
  return naming(path, () => setMsiProperty(readFileSync(path), SERVER_PROPERTY, url))
}

function naming<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof PackageRefused)
      throw new CommandRefused(EXIT.badInput, `${path} can't be used: ${error.message}`)
    throw error
  }
}

/** An https origin and nothing else: the add-in speaks to no other. */
function serverUrl(text: string): string {
  const url = URL.parse(text)
  const isOrigin =
    url !== null && url.protocol === 'https:' && text.replace(/\/$/, '') === url.origin
  if (!isOrigin || text.length > LONGEST_URL)
    throw misused(
      NAME,
      '--url takes an https address without a path, such as https://reset.example.org',
    )
  return url.origin
}

type Given = { readonly [key in 'certificate' | 'key' | 'timestamp']?: string | undefined }

function signingOf({ certificate, key, timestamp }: Given): Signing | undefined {
  if (certificate !== undefined && key !== undefined) return { certificate, key, timestamp }
  if (certificate === undefined && key === undefined && timestamp === undefined) return
  throw misused(NAME, '--certificate and --key belong together')
}

// A folder that is begun by this command must not look like one of a real server to a trial, nor the other way round.
function servedFrom(config: Config): string {
  markDataDirectory(dataDirectoryOf(config), { trial: config.trial !== undefined })
  return windowsDirectoryOf(config)
}

// Renamed into place: whoever is downloading gets the old one or the new one whole.
function put(dir: string, msi: Buffer, signing: Signing | undefined): string {
  const path = join(dir, PACKAGE_FILE)
  const [unsigned, ready] = [`${path}.unsigned`, `${path}.new`]
  mkdirSync(dir, { recursive: true })
  try {
    writeFileSync(signing ? unsigned : ready, msi, { mode: 0o644 })
    if (signing) naming(path, () => signPackage(unsigned, ready, signing))
    renameSync(ready, path)
  } finally {
    rmSync(unsigned, { force: true })
    rmSync(ready, { force: true })
  }
  return path
}
