import { generateSecret, verifySync } from 'otplib'
import type { Binding } from '../store/principal.ts'
import type { Authenticator, Trial, Verdict } from './authenticator.ts'

// RFC 6238 section 5.2: one step of drift either way, for clocks and for slow fingers.
const STEP_SECONDS = 30
const DRIFT_SECONDS = 30

/** How many apps a person may have: each is one more chance for whoever guesses. */
export const MOST_APPS = 3

const WRONG: Verdict = { verdict: 'wrong' }

/** A code from an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds). */
export function createTotp(): Authenticator {
  // Nobody's seed: whoever has no app is judged by it, so that judging takes as long, and never passes.
  const nobody = Array.from({ length: MOST_APPS }, () => generateSecret())
  return {
    kind: 'totp',
    isSent: false,
    keep: () => '',
    judge: (trial) => {
      // As many comparisons for one app, or none, as for the most that anybody may have.
      const verdicts = nobody.map((seed, at) => {
        const binding = trial.bindings[at]
        const matched = matchedStep(binding?.value ?? seed, trial)
        return binding && matched !== undefined ? judgeStep(binding, matched) : WRONG
      })
      const right = verdicts.find(({ verdict }) => verdict === 'right')
      return right ?? verdicts.find(({ verdict }) => verdict === 'reused') ?? WRONG
    },
    mask: () => '••••••',
  }
}

function judgeStep(binding: Binding, timeStep: number): Verdict {
  if (timeStep <= binding.lastStep) return { verdict: 'reused' }
  return { verdict: 'right', binding: binding.id, timeStep }
}

/** The time step whose code was given, or nothing. */
export function matchedStep(
  secret: string,
  { answer, now }: Pick<Trial, 'answer' | 'now'>,
): number | undefined {
  const epoch = Math.floor(now / 1000)
  const result = verifySync({
    secret,
    token: answer,
    epoch,
    period: STEP_SECONDS,
    epochTolerance: DRIFT_SECONDS,
  })
  if (!result.valid) return
  return Math.floor(epoch / STEP_SECONDS) + result.delta
}
