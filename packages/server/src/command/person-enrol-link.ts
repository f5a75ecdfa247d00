import { LOCALES, type Locale } from '@latchkey/protocol'
import { defineCommand, misused } from './command.ts'
import { CommandRefused, EXIT } from './exit.ts'
import { unknownPerson } from './person.ts'

const NAME = 'person enrol-link'
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 }
const SHORTEST_MS = 15 * 60_000
const LONGEST_MS = 24 * 3_600_000

const REFUSED = {
  frozen: 'Self-service is off for this person: lift the freeze first.',
  disabled: 'The account is disabled in the directory.',
  expired: 'The account has expired in the directory.',
  'enrolled-already':
    'This person has registered something: with it they enrol by themselves. If they lost it, --replace makes a link that takes its place.',
} as const

export const personEnrolLink = defineCommand({
  name: NAME,
  summary: 'Makes a link, good once, with which a person whom you have checked registers.',
  operands: ['NAME'],
  optionUsage: '--checked-how TEXT [--valid 15m|1h|24h] [--replace] [--language en|fr]',
  details:
    'With the link one registers without the password: hand it over in person, or by a way that only they read. It ends the one before, and the person’s addresses are told. --checked-how says how you knew that it is them, and stays in the audit. --replace is for whoever lost what they registered: that is removed once something new is there. What is registered by a link is fresh: for the hours of fresh-authenticator-hours it resets nothing alone.',
  options: {
    'checked-how': { type: 'string' },
    valid: { type: 'string' },
    replace: { type: 'boolean' },
    language: { type: 'string' },
  },
  run: async ({ options, operands: [name = ''] }, { withApplication, out, env }) => {
    const wish = {
      name,
      checkedHow: checkedHowOf(options['checked-how'] ?? ''),
      issuer: issuerIn(env),
      validMs: lifeOf(options.valid ?? '1h'),
      replaces: options.replace === true,
      locale: localeOf(options.language ?? 'en'),
    }
    const issued = await withApplication((application) => application.issueEnrolmentLink(wish))
    if (issued.outcome === 'unknown-person') throw unknownPerson(name)
    if (issued.outcome !== 'issued')
      throw new CommandRefused(EXIT.refused, `${NAME} was refused. ${REFUSED[issued.outcome]}`)
    out(`${issued.url}\ngood once, until ${new Date(issued.expiresAt).toISOString()}\n`)
    return EXIT.done
  },
})

function checkedHowOf(text: string): string {
  const trimmed = text.trim()
  // It stands in the audit for years, in tables and terminals: one line, and no sign that moves a cursor.
  if (trimmed.length < 3 || trimmed.length > 200 || /\p{C}/u.test(trimmed))
    throw misused(NAME, '--checked-how takes a line of 3 to 200 characters')
  return trimmed
}

function lifeOf(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([mh])$/.exec(text) ?? []
  const life = Number(count) * (UNITS[unit] ?? 0)
  if (life < SHORTEST_MS || life > LONGEST_MS)
    throw misused(NAME, '--valid takes 15m, 1h or up to 24h')
  return life
}

function localeOf(text: string): Locale {
  const locale = LOCALES.find((one) => one === text)
  if (locale === undefined) throw misused(NAME, `--language takes ${LOCALES.join(' or ')}`)
  return locale
}

// Who typed it before becoming root, as sudo tells it. No proof: whoever may run this may write anything.
function issuerIn({ SUDO_USER, USER }: Readonly<Record<string, string | undefined>>): string {
  return /^[A-Za-z0-9._@\\-]{1,64}$/.exec(SUDO_USER ?? USER ?? '')?.[0] ?? 'somebody'
}
