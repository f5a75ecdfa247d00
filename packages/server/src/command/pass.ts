import { LOCALES, type Locale } from '@latchkey/protocol'
import { defineCommand, misused } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { unknownPerson } from './person.ts'

const ISSUE = 'pass issue'
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 }
const SHORTEST_MS = 15 * 60_000
const LONGEST_MS = 24 * 3_600_000

const REFUSED = {
  'not-allowed':
    'Policy has no helpdesk-pass among the authenticators: nobody could get in with it.',
  frozen: 'Self-service is off for this person: lift the freeze first.',
  disabled: 'The account is disabled in the directory.',
  expired: 'The account has expired in the directory.',
} as const

export const passIssue = defineCommand({
  name: ISSUE,
  summary: 'Makes a pass, good once, for a person whom you have checked.',
  operands: ['NAME'],
  optionUsage: '--checked-how TEXT [--valid 15m|1h|24h] [--language en|fr]',
  details:
    'The pass is shown once: read it out to the person. It ends the one before, and the person’s addresses are told. --checked-how says how you knew that it is them, and stays in the audit. --language is the person’s, for that message.',
  options: {
    'checked-how': { type: 'string' },
    valid: { type: 'string' },
    language: { type: 'string' },
  },
  run: async ({ options, operands: [name = ''] }, { withApplication, out }) => {
    const wish = {
      name,
      checkedHow: checkedHowOf(options['checked-how'] ?? ''),
      validMs: lifeOf(options.valid ?? '1h'),
      locale: localeOf(options.language ?? 'en'),
    }
    const issued = await withApplication((application) => application.issuePass(wish))
    if (issued.outcome === 'unknown-person') throw unknownPerson(name)
    if (issued.outcome !== 'issued')
      throw new CommandRefused(EXIT.refused, `${ISSUE} was refused. ${REFUSED[issued.outcome]}`)
    const until = new Date(issued.expiresAt).toISOString()
    out(`${issued.pass}\ngood once, until ${until}\n`)
    return EXIT.done
  },
})

export const passRevoke = defineCommand({
  name: 'pass revoke',
  summary: 'Ends the pass of a person before its time.',
  operands: ['NAME'],
  run: async ({ operands: [name = ''] }, { withApplication, out }) => {
    const { outcome } = await withApplication((application) => application.revokePass(name))
    if (outcome === 'unknown-person') throw unknownPerson(name)
    out(outcome === 'done' ? 'revoked\n' : 'nothing to do: no open pass\n')
    return EXIT.done
  },
})

function checkedHowOf(text: string): string {
  const trimmed = text.trim()
  // It stands in the audit for years, in tables and terminals: one line, and no sign that moves a cursor.
  if (trimmed.length < 3 || trimmed.length > 200 || /\p{C}/u.test(trimmed))
    throw misused(ISSUE, '--checked-how takes a line of 3 to 200 characters')
  return trimmed
}

function localeOf(text: string): Locale {
  const locale = LOCALES.find((one) => one === text)
  if (locale === undefined) throw misused(ISSUE, `--language takes ${LOCALES.join(' or ')}`)
  return locale
}

function lifeOf(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([mh])$/.exec(text) ?? []
  const life = Number(count) * (UNITS[unit] ?? 0)
  if (life < SHORTEST_MS || life > LONGEST_MS)
    throw misused(ISSUE, '--valid takes 15m, 1h or up to 24h')
  return life
}
