import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/mobile'

/** A number as the whole world dials it (ITU-T E.164): `+` and at most fifteen digits. */
const E164 = /^\+[1-9]\d{6,14}$/

// Longer than any way to write fifteen digits: what is longer is no number, and is not parsed.
const LONGEST = 40

// Digits, what people set between them, and nothing that could end an address and begin another.
const WRITTEN = /^[+(\p{Nd}][\p{Nd} ().\-/\u2010-\u2013]*$/u

/** Numbers that people and directories write, read with the organisation's own country in mind. */
export type PhoneNumbers = {
  /** The number in E.164; nothing where it is no mobile number, or nobody said of which country. */
  read(written: string): string | undefined
}

/** Promises E.164 or nothing: without a home country only numbers that begin with `+` are read. */
export function createPhoneNumbers({
  homeCountry,
}: {
  homeCountry?: string | undefined
}): PhoneNumbers {
  const home = countryOf(homeCountry)
  return {
    read: (written) => {
      const text = written.trim().normalize('NFKC')
      if (text.length > LONGEST || !WRITTEN.test(text)) return
      const parsed = parsePhoneNumberFromString(text, {
        ...(home && { defaultCountry: home }),
        extract: false,
      })
      // Numbers that earn when somebody writes to them, and those of desks, are no mobile numbers.
      if (!parsed?.isValid()) return
      // Satellites and world-wide services belong to no country, cost most, and no rule of a country holds them.
      if (parsed.country === undefined) return
      return isNumber(parsed.number) ? parsed.number : undefined
    },
  }
}

/** Whether a text is one number in E.164 and nothing else. */
export function isNumber(text: string): boolean {
  return E164.test(text)
}

/** Whether this is a country, by the two letters of ISO 3166-1. */
export function isCountry(text: string): text is CountryCode {
  return isSupportedCountry(text)
}

/** The country of a number, or its calling code where several share that and none is named. */
export function countryOfNumber(number: string): string {
  const parsed = parsePhoneNumberFromString(number)
  return parsed?.country ?? (parsed ? `+${parsed.countryCallingCode}` : '')
}

/** `+33639980123` → `+33 •••• 23`: enough to recognise one's own, too little to dial. */
export function maskNumber(number: string): string {
  const code = parsePhoneNumberFromString(number)?.countryCallingCode
  return `${code === undefined ? '' : `+${code} `}•••• ${number.slice(-2)}`
}

function countryOf(text: string | undefined): CountryCode | undefined {
  return text !== undefined && isCountry(text) ? text : undefined
}
