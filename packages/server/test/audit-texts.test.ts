import { ACTIVITIES, OUTCOMES, REASONS } from '@latchkey/core'
import { LOCALES } from '@latchkey/protocol'
import { CATALOGUES, createTexts } from '@latchkey/web'
import { describe, expect, test } from 'vitest'

const COLUMNS = { activity: ACTIVITIES, outcome: OUTCOMES, reason: REASONS } as const

describe.each(LOCALES)('in %s', (locale) => {
  const texts = createTexts(locale)

  test.each(Object.entries(COLUMNS))('every %s of the audit has words', (column, codes) => {
    const wordless = codes.filter((code) => !texts.has(`audit.${column}.${code}`))
    expect(wordless).toEqual([])
  })

  test.each(Object.entries(COLUMNS))('no two codes of %s have the same words', (column, codes) => {
    const keys = codes.map((code) => `audit.${column}.${code}`).filter((key) => texts.has(key))
    const words = keys.map((key) => texts.text(key))
    expect(words.filter((one, place) => words.indexOf(one) !== place)).toEqual([])
  })
})

test.each(Object.entries(COLUMNS))(
  'no words wait for a %s that is never audited',
  (column, codes) => {
    const prefix = `audit.${column}.`
    const keys = Object.keys(CATALOGUES.en).filter((key) => key.startsWith(prefix))
    const known: readonly string[] = codes
    expect(keys.filter((key) => !known.includes(key.slice(prefix.length)))).toEqual([])
  },
)
