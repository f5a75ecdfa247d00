import type { Instant } from '@latchkey/protocol'

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** Reads `30m`, `24h`, `7d`, `2w`, a date or a time of ISO 8601; in UTC where no zone is given. */
export function parseSince(text: string, now: Instant): Instant | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? []
  if (count !== undefined) return now - Number(count) * (UNITS[unit] ?? 0)
  const [, date, time, zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?(Z|[+-]\d{2}:\d{2})?$/.exec(text) ?? []
  if (date === undefined || !isOnCalendar(date)) return
  const at = Date.parse(`${date}T${time ?? '00:00'}${zone}`)
  return Number.isNaN(at) ? undefined : at
}

// JavaScript turns 31 February into March instead of refusing it.
function isOnCalendar(date: string): boolean {
  const at = Date.parse(`${date}T00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}
