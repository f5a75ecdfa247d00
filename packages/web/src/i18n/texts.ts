import type { Locale } from '@latchkey/protocol'
import { IntlMessageFormat } from 'intl-messageformat'
import { CATALOGUES, type TextKey } from './catalogue/catalogues.ts'

/** What a message needs filled in. Values are never read as messages themselves. */
export type TextArguments = Readonly<Record<string, string | number>>

/** The texts of one language. */
export type Texts = {
  readonly locale: Locale
  /** The text of a key, with its arguments filled in; throws where one is missing. */
  text(key: TextKey, args?: TextArguments): string
  /** Whether there is a text of this key: for codes that come from elsewhere. */
  has(key: string): key is TextKey
}

const created = new Map<Locale, Texts>()

/** The texts of a language; messages are compiled once, at first use. */
export function createTexts(locale: Locale): Texts {
  const texts = created.get(locale) ?? compileLazily(locale)
  created.set(locale, texts)
  return texts
}

function compileLazily(locale: Locale): Texts {
  const catalogue = CATALOGUES[locale]
  const compiled = new Map<TextKey, IntlMessageFormat>()
  const constant = new Map<TextKey, string>()

  function message(key: TextKey): IntlMessageFormat {
    const format =
      compiled.get(key) ??
      new IntlMessageFormat(catalogue[key], locale, undefined, { ignoreTag: true })
    compiled.set(key, format)
    return format
  }

  function text(key: TextKey, args?: TextArguments): string {
    if (args !== undefined) return String(message(key).format(args))
    const known = constant.get(key) ?? String(message(key).format())
    constant.set(key, known)
    return known
  }

  return { locale, text, has: (key): key is TextKey => Object.hasOwn(catalogue, key) }
}
