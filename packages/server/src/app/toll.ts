import { type Budget, textsToCountry, textsToNumber } from './budgets.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'keys' | 'tenant' | 'smsRules'>

/**
 * What a text message spends, against toll fraud: each try counts, as each may be one that a gateway takes over
 * and is paid for. Nobody's number spends budgets that are nobody's.
 */
export function tollOf(needs: Needs, to: string | undefined, nobody: string): Budget[] {
  const cap = to === undefined ? { of: nobody, isHome: false } : needs.smsRules.capOf(to)
  return [textsToNumber(needs, to ?? nobody), textsToCountry(needs, cap)]
}
