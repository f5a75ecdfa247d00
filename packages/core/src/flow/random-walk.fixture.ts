import type { AuthenticatorKind, Instant, Purpose, Submission } from '@latchkey/protocol'
import type { Policy } from '../policy/policy.ts'
import { decide } from './decide.ts'
import { type Facts, isRefusal, type Judged, type Person } from './decision.ts'
import { codeFor, DRAWN, momentAt, NOON } from './flow.fixture.ts'
import { type Flow, isSent } from './flow.ts'
import { lapse } from './lapse.ts'
import { isLastQuestion } from './security-questions.ts'
import { startFlow } from './start.ts'
import { settleWrite, type Written } from './write.ts'

/** One thing that may happen to a flow; whatever does not fit the stage it meets is tried all the same. */
export type Move =
  | { readonly does: 'wait'; readonly ms: number }
  | { readonly does: 'lapse' }
  | { readonly does: 'settle'; readonly written: Written }
  | {
      readonly does: 'submit'
      readonly action: Submission['action']
      readonly values: Submission['values']
      readonly judged: Judged
      /** Who has the typed name at that moment. */
      readonly isSomebodyElse: boolean
      readonly broken: Facts['broken']
      readonly isBudgetSpent: boolean
      /** A step that was answered already. */
      readonly isStale: boolean
    }

export type World = {
  readonly purpose: Purpose
  readonly policy: Policy
  readonly person: Person
  readonly other: Person
  /** By a trusted machine, or by one for the user of one of its own tiles. */
  readonly signed: 'not' | 'by-machine' | 'of-tile'
  /** What whoever does not sign says of itself: a browser's passkey signs there and then, any other approves. */
  readonly client: 'api' | 'browser'
}

/** What a flow was like after a move, with what the walk itself knows to be proven. */
export type Sight = {
  readonly move: Move | undefined
  readonly flow: Flow
  /** Proofs that were right and accepted within the last chain of submissions, by kind and person. */
  readonly proven: readonly {
    readonly kind: AuthenticatorKind
    readonly by: string
    readonly isFresh: boolean
  }[]
  readonly isRefused: boolean
}

const REST_MS = 5 * 60_000

/** Walks a flow through the moves and keeps account of the proofs without asking core. */
export function walkThrough(world: World, moves: readonly Move[]): Sight[] {
  let { flow } = startFlow(beginningOf(world), world.policy, momentAt(NOON))
  let now: Instant = NOON
  let touched = now
  let proven: Sight['proven'] = []
  const sights: Sight[] = [{ move: undefined, flow, proven, isRefused: false }]
  for (const move of moves) {
    if (move.does === 'wait') now += move.ms
    const next = step(world, flow, move, now)
    if (next) {
      // Too late with something proven: that is taken back, and the submission counts for nothing.
      const isTakenBack = proven.length > 0 && now - touched >= REST_MS && move.does !== 'settle'
      proven = isTakenBack ? [] : [...proven, ...proofOf(world, flow, move, now)]
      touched = now
    }
    flow = next ?? flow
    sights.push({ move, flow, proven, isRefused: next === undefined })
  }
  return sights
}

function beginningOf({ purpose, signed, client: said }: World) {
  const unsigned = { id: 'flw_one', purpose, client: { kind: said }, locale: 'en' } as const
  if (signed === 'not') return unsigned
  const isOfTile = signed === 'of-tile'
  const client = { kind: 'windows-logon' } as const
  return { ...unsigned, client, signer: 'mch_one', ...(isOfTile && { isOfTile }) } as const
}

function step(world: World, flow: Flow, move: Move, now: Instant): Flow | undefined {
  const moment = momentAt(now)
  switch (move.does) {
    case 'wait':
      return
    case 'lapse':
      return lapse(flow, world.policy, moment)?.flow
    case 'settle':
      return flow.stage.kind === 'writing'
        ? settleWrite(flow, move.written, moment).flow
        : undefined
    case 'submit': {
      const { action, values, isStale } = move
      const step = isStale ? 'stp_old' : flow.stage.step
      const submission = { step, action, values: fittingCode(flow, values) }
      const facts = factsOf(world, move)
      const decided = decide({ flow, submission, facts, policy: world.policy, moment })
      return isRefusal(decided) ? undefined : decided.flow
    }
    default:
      return move satisfies never
  }
}

// A code that is well-formed for one kind is so for whichever kind is asked.
function fittingCode({ stage }: Flow, values: Submission['values']): Submission['values'] {
  const isWhole = values.code === '123456' && stage.kind === 'answer-challenge'
  return isWhole ? { ...values, code: codeFor(stage.asks) } : values
}

function factsOf(world: World, move: Extract<Move, { does: 'submit' }>): Facts {
  const { judged, broken, isBudgetSpent } = move
  const person = move.isSomebodyElse ? world.other : world.person
  return { person, judged, isBudgetSpent, drawn: DRAWN, given: 'kept', ...(broken && { broken }) }
}

function proofOf(
  world: World,
  { stage, ...flow }: Flow,
  move: Move,
  now: Instant,
): Sight['proven'] {
  if (move.does !== 'submit' || move.action !== 'submit' || move.isStale) return []
  if (stage.kind !== 'answer-challenge' || stage.asks === 'password') return []
  const { verdict, isWithinBudget, isSilenced } = move.judged
  if (verdict !== 'right' || !isWithinBudget || isSilenced) return []
  const person = move.isSomebodyElse ? world.other : world.person
  if (stage.asks === 'security-questions') {
    // The whole set or nothing, and nothing of an administrator's.
    const isAdministrator = person.isAppointed || person.groups.includes('admins')
    if (!isLastQuestion(stage) || !move.values.answer || isAdministrator) return []
  } else if (isCeremony(world, stage.asks)) {
    if (!move.values.passkey) return []
  } else if (move.values.code !== '123456') return []
  const isIssued = isSent(stage.asks) || (stage.asks === 'passkey' && !isCeremony(world, 'passkey'))
  if (isIssued && now >= (flow.challenges[stage.asks]?.expiresAt ?? 0)) return []
  return [{ kind: stage.asks, by: person.principal, isFresh: move.judged.isFresh === true }]
}

function isCeremony({ signed, client }: World, asks: AuthenticatorKind): boolean {
  return asks === 'passkey' && signed === 'not' && client === 'browser'
}
