import { LOCALES, type Locale } from '@latchkey/protocol'
import { misused } from './command.ts'

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 }
const SHORTEST_MS = 15 * 60_000
const LONGEST_MS = 24 * 3_600_000

/** Why nothing is issued to a person, whatever it is. */
export const NOT_ISSUED = {
  frozen: 'Self-service is off for this person: lift the freeze first.',
  disabled: 'The account is disabled in the directory.',
  expired: 'The account has expired in the directory.',
} as const

type Given = {
  readonly 'checked-how'?: string | undefined
  readonly valid?: string | undefined
  readonly language?: string | undefined
}

/** What the help desk says of whatever it issues: how it knew the person, for how long, in which language. */
export function helpdeskWish(command: string, given: Given) {
  return {
    checkedHow: checkedHowOf(command, given['checked-how'] ?? ''),
    validMs: lifeOf(command, given.valid ?? '1h'),
    locale: localeOf(command, given.language ?? 'en'),
  }
}

function checkedHowOf(command: string, text: string): string {
  const trimmed = text.trim()
  // It stands in the audit for years, in tables and terminals: one line, and no sign that moves a cursor.
  if (trimmed.length < 3 || trimmed.length > 200 || /\p{C}/u.test(trimmed))
    throw misused(command, '--checked-how takes a line of 3 to 200 characters')
  return trimmed
}

function lifeOf(command: string, text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([mh])$/.exec(text) ?? []
  const life = Number(count) * (UNITS[unit] ?? 0)
  if (life < SHORTEST_MS || life > LONGEST_MS)
    throw misused(command, '--valid takes 15m, 1h or up to 24h')
  return life
}

function localeOf(command: string, text: string): Locale {
  const locale = LOCALES.find((one) => one === text)
  if (locale === undefined) throw misused(command, `--language takes ${LOCALES.join(' or ')}`)
  return locale
}
