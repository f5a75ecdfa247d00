import { LOCALES, type Locale } from '@latchkey/protocol'

// A longer header says nothing that a person chose; it only costs time.
const LONGEST_HEADER = 512

/**
 * The language to answer in: the one the person chose, else the best that the browser asks for
 * (RFC 9110 §12.5.4), else English. Anything unreadable is passed over.
 */
export function chooseLocale(
  acceptLanguage: string | undefined,
  chosen: string | undefined,
): Locale {
  return known(chosen) ?? preferred(acceptLanguage?.slice(0, LONGEST_HEADER) ?? '') ?? 'en'
}

function preferred(header: string): Locale | undefined {
  const ranked = header
    .split(',')
    .map(parseRange)
    .filter((range) => range.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of ranked) {
    if (language === '*') return 'en'
    const locale = known(language)
    if (locale !== undefined) return locale
  }
  return undefined
}

function parseRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = q === undefined ? 1 : Number(q.slice(2))
  return { language: tag.split('-')[0] ?? '', weight: weight >= 0 && weight <= 1 ? weight : 0 }
}

function known(language: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === language)
}
