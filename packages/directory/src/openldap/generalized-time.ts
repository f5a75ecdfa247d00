const SHAPE = /^(\d{4})(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)?)?(?:[.,](\d+))?(Z|[+-]\d\d(?:\d\d)?)$/

/** Reads a GeneralizedTime (RFC 4517 §3.3.13) in milliseconds; nothing for what is none. */
export function readGeneralizedTime(text: string): number | undefined {
  const parts = SHAPE.exec(text)
  if (!parts) return
  const [, year, month, day, hour, minute, second, fraction, zone = 'Z'] = parts
  // A fraction is of the last unit that is there.
  const unit = second !== undefined ? 1_000 : minute !== undefined ? 60_000 : 3_600_000
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  date.setUTCHours(Number(hour), Number(minute ?? 0), Number(second ?? 0))
  const beyond = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * unit)
  return date.getTime() + beyond - offsetOf(zone)
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5) || 0)
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}
