import { network } from '../config/fields.ts'
import { defineCommand, misused } from './command.ts'
import { EXIT } from './exit.ts'

const NAME = 'machine code'
const MOST_USES = 100_000
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const LONGEST_MS = 90 * 86_400_000

export const machineCode = defineCommand({
  name: NAME,
  summary: 'Makes a fleet code: installations that bring it are trusted at once.',
  optionUsage: '--uses N --valid 24h|7d|2w [--network CIDR]…',
  details:
    'The code is shown once. It goes into ENROLMENT_CODE of the installation. Name the networks where it is good: from anywhere else it opens nothing.',
  options: {
    uses: { type: 'string' },
    valid: { type: 'string' },
    network: { type: 'string', multiple: true },
  },
  run: async ({ options }, { withApplication, out }) => {
    const wish = {
      uses: usesOf(options.uses ?? ''),
      validMs: lifeOf(options.valid ?? ''),
      networks: (options.network ?? []).map(networkOf),
    }
    const issued = await withApplication((application) => application.issueMachineCode(wish))
    const until = new Date(issued.expiresAt).toISOString()
    out(`${issued.code}\n${issued.id}, good for ${wish.uses}, until ${until}\n`)
    return EXIT.done
  },
})

function usesOf(text: string): number {
  const uses = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 0
  if (uses === 0 || uses > MOST_USES)
    throw misused(NAME, `--uses takes a whole number from 1 to ${MOST_USES}`)
  return uses
}

function lifeOf(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? []
  const life = Number(count) * (UNITS[unit] ?? 0)
  // A code that never ends is a password that nobody changes.
  if (life === 0 || life > LONGEST_MS)
    throw misused(NAME, '--valid takes 24h, 7d or 2w, and at most 90d')
  return life
}

function networkOf(text: string): string {
  const { success } = network().safeParse(text)
  if (!success) throw misused(NAME, '--network takes an address or a network such as 10.0.0.0/8')
  return text
}
