import type { Instant, Locale } from '@latchkey/protocol'

const REGIONS: Readonly<Record<Locale, string>> = { en: 'en-GB', fr: 'fr-FR' }

type Precision = 'minute' | 'second'

const formats = new Map<string, Intl.DateTimeFormat>()

/** A date and time in the language's own order, with its zone named, since readers sit anywhere. */
export function formatMoment(at: Instant, locale: Locale, precision: Precision = 'minute'): string {
  const key = `${locale} ${precision}`
  const format = formats.get(key) ?? createFormat(locale, precision)
  formats.set(key, format)
  return `${format.format(at)} UTC`
}

function createFormat(locale: Locale, precision: Precision): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(REGIONS[locale], {
    dateStyle: 'medium',
    timeStyle: precision === 'second' ? 'medium' : 'short',
    timeZone: 'UTC',
  })
}
