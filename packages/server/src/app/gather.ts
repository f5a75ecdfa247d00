import {
  answerToJudge,
  askedQuestion,
  type Facts,
  type Flow,
  isByApproval,
  isLastQuestion,
  passwordToJudge,
} from '@latchkey/core'
import { DirectoryUnavailable } from '@latchkey/directory'
import {
  type AuthenticatorKind,
  brokenRules,
  type PrincipalId,
  type RuleCode,
  Secret,
  type Submission,
} from '@latchkey/protocol'
import type { PasskeyTrial, Trial, Verdict } from '../authenticator/authenticator.ts'
import { keepAnswer } from '../authenticator/security-questions.ts'
import { readApprovedBy } from '../store/approval.ts'
import type { FlowRecord } from '../store/flow.ts'
import { isAddressee } from './addressee.ts'
import {
  type Budget,
  lookAtBudget,
  proofsFromSource,
  proofsOfSubject,
  signInsFrom,
  spendBudget,
} from './budgets.ts'
import type { Caller } from './caller.ts'
import type { Deps } from './deps.ts'
import { drawFor, redrawFor } from './draw-questions.ts'
import {
  type Found,
  findByName,
  findByPrincipal,
  gateBindings,
  isOver,
  lookUpEarly,
  personOf,
} from './find-person.ts'
import { flowCeremony } from './flow-ceremony.ts'
import { judgePassword } from './judge-password.ts'
import { placesOf } from './places.ts'

/** What a submission is decided by; everything slow is done before the transaction. */
export type Gathered = {
  readonly facts: Facts
  readonly found?: Found | undefined
  /** An answer that was judged; core sees the verdict only once the proof is counted. */
  readonly proof?: {
    readonly verdict: Verdict
    readonly fromSource: Budget
    readonly ofSubject: Budget
    readonly isFresh: boolean
    /** Ended from outside before it proved anything: it walks on, and accepts nothing. */
    readonly isOver: boolean
  }
  readonly password?: Secret<string>
  /** A proven flow that something ended while its proof was being judged. */
  readonly isOverProven?: true
  /** The current password that was just accepted. */
  readonly current?: Secret<string>
}

export async function gather(
  deps: Deps,
  caller: Caller,
  record: FlowRecord,
  submission: Submission,
): Promise<Gathered> {
  const { flow } = record
  switch (flow.stage.kind) {
    case 'identify':
      return await forName(deps, caller, flow, submission)
    case 'choose-authenticator':
      return await forChoice(deps, flow, submission)
    case 'answer-challenge':
      return await forAnswer(deps, caller, record, submission)
    case 'new-password':
      return await forPassword(deps, flow, submission)
    default:
      return { facts: {} }
  }
}

async function forName(
  deps: Deps,
  caller: Caller,
  flow: Flow,
  submission: Submission,
): Promise<Gathered> {
  const { username = '' } = submission.values
  // Said before anybody fetches a code that could not be judged. Follows from the name's form.
  if (deps.directoryWatch.isAnyDown(placesOf(deps.directories, username)))
    throw new DirectoryUnavailable('a directory that may have the name is away')
  const budget = proofsFromSource(deps, username, caller.source)
  const { isWithin } = await lookAtBudget(deps.store.db, deps, budget, deps.now())
  const found = await lookUpEarly(deps, await deps.policy.read(), flow, username)
  const person = found && personOf(found)
  return { facts: { isBudgetSpent: !isWithin, ...(person && { person }) }, found }
}

// The one choice that needs somebody: it is offered to nobody who may not know whom they named.
async function forChoice(deps: Deps, flow: Flow, submission: Submission): Promise<Gathered> {
  const { stage } = flow
  const chosen = submission.values.authenticator
  const isOffered =
    stage.kind === 'choose-authenticator' && stage.offered.some((one) => one === chosen)
  if (chosen !== 'security-questions' || !isOffered) return { facts: {} }
  const { found } = await findByName(deps, flow.username ?? '')
  const drawn = isSamePerson(flow, found) ? await drawFor(deps, found) : undefined
  return { facts: drawn ? { drawn } : {} }
}

async function forAnswer(
  deps: Deps,
  caller: Caller,
  record: FlowRecord,
  submission: Submission,
): Promise<Gathered> {
  const { flow } = record
  const answer = answerToJudge(flow, submission)
  if (answer === undefined || flow.stage.kind !== 'answer-challenge') return { facts: {} }
  const { asks } = flow.stage
  if (asks === 'password') return await forCurrent(deps, caller, record, new Secret(answer))
  if (asks === 'security-questions') return await forQuestion(deps, caller, record, answer)
  return await forJudging(deps, caller, record, { asks, answer })
}

async function forQuestion(
  deps: Deps,
  caller: Caller,
  record: FlowRecord,
  answer: string,
): Promise<Gathered> {
  const { stage } = record.flow
  if (stage.kind !== 'answer-challenge' || !stage.drawing) return { facts: {} }
  const { drawing, given = [] } = stage
  const question = askedQuestion(stage)?.question.id
  if (question === undefined) return { facts: {} }
  const of = { authenticator: drawing.authenticator, question }
  const kept = keepAnswer(deps.keys, of, answer)
  if (!isLastQuestion(stage)) return { facts: { given: kept } }
  const set = { asks: 'security-questions', answer: [...given, kept].join(' '), drawing } as const
  const gathered = await forJudging(deps, caller, record, set)
  const drawn = await redrawFor(deps, gathered.found, drawing)
  return { ...gathered, facts: { ...gathered.facts, ...(drawn && { drawn }) } }
}

type Answer = Pick<Trial, 'answer' | 'drawing'> & { readonly asks: AuthenticatorKind }

async function forJudging(
  deps: Deps,
  caller: Caller,
  record: FlowRecord,
  { asks, ...given }: Answer,
): Promise<Gathered> {
  const { flow } = record
  // By name at every gate: the same statements before and after the first proof.
  const username = flow.username ?? ''
  const { found, subject } = await findByName(deps, username)
  const able = found ? gateBindings(found) : []
  const bindings = able.filter((binding) => binding.kind === asks)
  const passkey = await passkeyTrial(deps, flow, asks, subject)
  const verdict = await deps.authenticators[asks].judge({
    flow: flow.id,
    challenge: flow.challenges[asks],
    issued: record.codes[asks],
    bindings,
    ...given,
    now: deps.now(),
    ...(passkey && { passkey }),
  })
  const isSame = isMeantStill(deps, record, asks, subject)
  const proof = {
    verdict: isSame && isSamePerson(flow, found) ? verdict : ({ verdict: 'wrong' } as const),
    isFresh: verdict.verdict === 'right' && found?.fresh.has(verdict.binding) === true,
    fromSource: proofsFromSource(deps, username, caller.source),
    ofSubject: proofsOfSubject(deps, subject, asks, bindings.length),
    isOver: isOver(found, flow.startedAt) || record.ended !== null,
  }
  return { facts: found ? { person: personOf(found) } : {}, found, proof }
}

async function passkeyTrial(
  deps: Deps,
  flow: Flow,
  asks: AuthenticatorKind,
  subject: PrincipalId,
): Promise<PasskeyTrial | undefined> {
  if (asks !== 'passkey') return
  if (!isByApproval(flow, asks))
    return { by: 'browser', subject, challenge: flowCeremony(deps, flow).challenge }
  const challenge = flow.challenges.passkey?.id ?? 'chl_none'
  const by = await readApprovedBy(deps.store.db, deps.tenant, { flow: flow.id, challenge })
  // Approved by whom the name meant then: it may mean somebody else by now.
  const approved = by?.principal === subject ? by.authenticator : undefined
  return { by: 'approval', subject, approved }
}

// A code proves who it was sent to; whom the name means by now is another matter.
function isMeantStill(
  deps: Deps,
  record: FlowRecord,
  asks: AuthenticatorKind,
  subject: PrincipalId,
): boolean {
  const challenge = record.flow.challenges[asks]?.id ?? 'chl_none'
  const isIt = isAddressee(deps, record, { flow: record.flow.id, challenge, subject })
  return isIt || !deps.authenticators[asks].isSent
}

// A name may pass to somebody else in the directory while a flow lives: gates never add up over two people.
function isSamePerson(flow: Flow, found: Found | undefined): boolean {
  return flow.principal === undefined || flow.principal === found?.principal
}

async function forCurrent(
  deps: Deps,
  caller: Caller,
  { flow, ended }: FlowRecord,
  current: Secret<string>,
): Promise<Gathered> {
  // A flow is no cheaper way to try passwords than the sign-in page: both spend the address's budget.
  const budget = signInsFrom(deps, caller.source)
  const { isWithin } = await spendBudget(deps.store.db, deps, budget, deps.now())
  if (!isWithin) return { facts: { judged: PAST_BUDGET } }
  const judged = await judgePassword(deps, caller, flow.username ?? '', current)
  const { found } = judged
  const isRight = judged.verdict === 'accepted' || judged.verdict === 'must-change'
  const facts: Facts = {
    ...(found && { person: personOf(found) }),
    judged: {
      verdict: isRight ? 'right' : 'wrong',
      used: 0,
      isWithinBudget: true,
      isSilenced: ended !== null || isOver(found, flow.startedAt),
    },
  }
  return { facts, found, ...(isRight && { current }) }
}

const PAST_BUDGET = { verdict: 'wrong', used: 0, isWithinBudget: false, isSilenced: false } as const

async function forPassword(deps: Deps, flow: Flow, submission: Submission): Promise<Gathered> {
  const found = flow.principal && (await findByPrincipal(deps, flow.principal))
  if (!found) return { facts: {} }
  if (isOver(found, flow.startedAt)) return { facts: {}, found, isOverProven: true }
  const typed = passwordToJudge(flow, submission)
  const facts = { person: personOf(found) }
  if (typed === undefined) return { facts, found }
  const password = new Secret(typed)
  return { facts: { ...facts, broken: await brokenBy(found, password) }, found, password }
}

async function brokenBy(
  { directory, entry }: Found,
  password: Secret<string>,
): Promise<RuleCode[]> {
  const rules = await directory.rulesFor(entry.id)
  return brokenRules(rules, password, [entry.name, entry.displayName])
}
