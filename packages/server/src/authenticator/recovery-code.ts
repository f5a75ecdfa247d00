import { z } from 'zod'
import type { KeyRing } from '../store/key-ring.ts'
import type { Binding } from '../store/principal.ts'
import type { Authenticator } from './authenticator.ts'
import { longCodeHash } from './long-code.ts'
import { isSame } from './same-text.ts'

/** How many codes are in a set. */
export const CODES_A_SET = 10

const KIND = 'recovery-code'

/** A set of codes as it is kept: recognised, never read. */
const KeptSet = z.array(z.strictObject({ hash: z.string(), isUsed: z.boolean() }))
type KeptSet = z.infer<typeof KeptSet>

/** One of ten codes that the person printed or saved, each good once. */
export function createRecoveryCode(keys: Pick<KeyRing, 'hash'>): Authenticator {
  // Nobody's set: whoever has none is judged by it, so that judging takes as long, and never passes.
  const nobodys = Array.from({ length: CODES_A_SET }, (_, at) => `nobody ${at}`)
  const nobody = { value: keepCodes(keys, 'aut_none', nobodys) }
  return {
    kind: KIND,
    isSent: false,
    keep: () => '',
    judge: ({ bindings: [binding], answer }) => {
      const set = keptSetOf(binding ?? nobody)
      const given = longCodeHash(keys, { kind: KIND, id: binding?.id ?? 'aut_none' }, answer)
      const at = indexOf(set, given)
      const found = set[at]
      if (!binding || !found) return { verdict: 'wrong' }
      if (found.isUsed) return { verdict: 'reused' }
      const rest = set.map((one, index) => (index === at ? { ...one, isUsed: true } : one))
      return {
        verdict: 'right',
        binding: binding.id,
        // Each use is a step of the set: of two at once, the second finds the step taken.
        timeStep: binding.lastStep + 1,
        leaves: { value: JSON.stringify(rest), codes: openIn(rest) },
      }
    },
    mask: () => '••••-••••-••••-••••',
  }
}

/** What is kept of a new set. */
export function keepCodes(
  keys: Pick<KeyRing, 'hash'>,
  id: Binding['id'],
  codes: readonly string[],
): string {
  const kept: KeptSet = codes.map((code) => ({
    hash: longCodeHash(keys, { kind: KIND, id }, code),
    isUsed: false,
  }))
  return JSON.stringify(kept)
}

/** How many codes of a set are still good. */
export function codesLeft(binding: Pick<Binding, 'value'>): number {
  return openIn(keptSetOf(binding))
}

/** Those of some codes that a set has and that were not used. */
export function areOpen(
  keys: Pick<KeyRing, 'hash'>,
  binding: Binding,
  codes: readonly string[],
): string[] {
  const set = keptSetOf(binding)
  return codes.filter((code) => {
    const given = longCodeHash(keys, { kind: KIND, id: binding.id }, code)
    return set[indexOf(set, given)]?.isUsed === false
  })
}

function openIn(set: KeptSet): number {
  return set.filter(({ isUsed }) => !isUsed).length
}

function keptSetOf({ value }: Pick<Binding, 'value'>): KeptSet {
  return KeptSet.parse(JSON.parse(value))
}

// Every code of the set is compared, wherever the right one lies.
function indexOf(set: KeptSet, given: string): number {
  let at = -1
  for (const [index, { hash }] of set.entries()) if (isSame(hash, given)) at = index
  return at
}
