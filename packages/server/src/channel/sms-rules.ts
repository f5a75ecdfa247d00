import { countryOfNumber } from '../authenticator/phone-number.ts'

/** What an organisation says of the numbers that begin alike. */
export type CountryRule = {
  /** `+33`, or as much more of a number as the rule is about. */
  readonly prefix: string
  readonly rule: 'allow' | 'refuse'
  /** Whom messages there come from; the gateway's own sender where left out. */
  readonly sender?: string | undefined
  /** How many codes an hour all numbers of the prefix get together; the published cap where left out. */
  readonly perHour?: number | undefined
}

export type SmsRulesSettings = {
  readonly homeCountry?: string | undefined
  /** Numbers of other countries than one's own that no rule is about. */
  readonly others: 'allow' | 'refuse'
  readonly countries: readonly CountryRule[]
}

/** Which budget a number's country has: which one it is, and how much it holds. */
export type CountryCap = {
  readonly of: string
  readonly isHome: boolean
  readonly perHour?: number
}

/** What is asked before anything is sent to a number. */
export type SmsRules = {
  mayReach(number: string): boolean
  senderFor(number: string): string | undefined
  capOf(number: string): CountryCap
}

/** The rules of an organisation; of several prefixes that fit a number the longest one decides. */
export function createSmsRules({ homeCountry, others, countries }: SmsRulesSettings): SmsRules {
  const longestFirst = countries.toSorted((one, other) => other.prefix.length - one.prefix.length)
  const fitting = (number: string) => longestFirst.filter(({ prefix }) => number.startsWith(prefix))
  const isHome = (number: string) =>
    homeCountry !== undefined && countryOfNumber(number) === homeCountry
  return {
    mayReach: (number) => {
      const rule = fitting(number)[0]?.rule ?? (isHome(number) ? 'allow' : others)
      return rule === 'allow'
    },
    senderFor: (number) => fitting(number).find(({ sender }) => sender !== undefined)?.sender,
    capOf: (number) => {
      const own = fitting(number).find(({ perHour }) => perHour !== undefined)
      return {
        of: own?.prefix ?? countryOfNumber(number),
        isHome: isHome(number),
        ...(own?.perHour !== undefined && { perHour: own.perHour }),
      }
    },
  }
}
