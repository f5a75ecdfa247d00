import { getCountries, getExampleNumber } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import { countryOfNumber, createPhoneNumbers, isNumber, maskNumber } from './phone-number.ts'

const french = createPhoneNumbers({ homeCountry: 'FR' })
const nowhere = createPhoneNumbers({})

describe('a number in a national format', () => {
  test.each([
    ['06 12 34 56 78', '+33612345678'],
    ['0612345678', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['06-12-34-56-78', '+33612345678'],
    ['06/12/34/56/78', '+33612345678'],
    ['(06) 12 34 56 78', '+33612345678'],
    ['06\u00a012\u202f34\u00a056\u202f78', '+33612345678'],
    ['٠٦١٢٣٤٥٦٧٨', '+33612345678'],
    ['０６１２３４５６７８', '+33612345678'],
    ['0033 6 12 34 56 78', '+33612345678'],
    ['00 44 7400 123456', '+447400123456'],
    [' +33 6 12 34 56 78 ', '+33612345678'],
  ])('%s is read with the home country in mind', (written, number) => {
    expect(french.read(written)).toBe(number)
  })

  test.each([
    ['GB', '07400 123456', '+447400123456'],
    ['DE', '0151 23456789', '+4915123456789'],
    ['US', '(202) 555-0123', '+12025550123'],
    ['US', '011 44 7400 123456', '+447400123456'],
    ['IT', '312 345 6789', '+393123456789'],
    ['CH', '079 123 45 67', '+41791234567'],
    ['RU', '8 (912) 345-67-89', '+79123456789'],
    ['BR', '(11) 91234-5678', '+5511912345678'],
    ['JP', '090-1234-5678', '+819012345678'],
    ['IN', '098765 43210', '+919876543210'],
  ])('of %s, %s, is read in that country', (homeCountry, written, number) => {
    expect(createPhoneNumbers({ homeCountry }).read(written)).toBe(number)
  })

  test('of every country there is, is read at home, and the world’s form of it anywhere', () => {
    const shown = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? [])
    expect(shown.length).toBeGreaterThan(200)
    for (const one of shown) {
      const { country, number } = one
      const home = createPhoneNumbers({ homeCountry: country })
      expect(home.read(one.formatNational()), `${country} ${one.formatNational()}`).toBe(number)
      expect(nowhere.read(one.formatInternational()), `${country}`).toBe(number)
      // A digit more or fewer is nobody's, or somebody else's: never this number.
      for (const wrong of [`${number}0`, number.slice(0, -1)])
        expect(home.read(wrong), wrong).not.toBe(number)
    }
  })

  test('is none where nobody said of which country', () => {
    expect(nowhere.read('06 12 34 56 78')).toBeUndefined()
    expect(nowhere.read('0033 6 12 34 56 78')).toBeUndefined()
    expect(nowhere.read('+33 (0)6 12 34 56 78')).toBe('+33612345678')
  })
})

test.each([
  '',
  '+',
  '112',
  'alice',
  'alice@corp.test',
  '+33 1 42 68 53 00',
  '01 42 68 53 00',
  '+33 899 70 12 34',
  '+881 612345678',
  '+3361234567',
  '+33 6 12 34 56 78 9',
  '06 12 34 56 78 ext. 12',
  '+33612345678;ext=12',
  'tel:+33612345678',
  '+33612345678, +33612345679',
  '06 12 34 56 78 / 06 12 34 56 79',
  '+33612345678\n+33612345679',
  '+33612345678\0',
  '00000000000',
  '9'.repeat(10_000),
])('%j is no mobile number', (written) => {
  expect(french.read(written)).toBeUndefined()
})

test.each(['33612345678', '+0612345678', '+33 612345678', '+3361234567890123', '+12345'])(
  '%s is not the form in which numbers are kept',
  (text) => {
    expect(isNumber(text)).toBe(false)
  },
)

test('names the country of a number', () => {
  expect(['+33612345678', '+12025550123', '+447400123456'].map(countryOfNumber)).toEqual([
    'FR',
    'US',
    'GB',
  ])
})

test.each([
  ['+33612345678', '+33 •••• 78'],
  ['+12025550123', '+1 •••• 23'],
])('masks %s as %s', (number, masked) => {
  expect(maskNumber(number)).toBe(masked)
})
