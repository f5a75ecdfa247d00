import { addPeople, type EmbeddedDeps, type NewPerson } from '@latchkey/directory'
import {
  brokenRules,
  type RuleCode,
  SECURITY_QUESTIONS,
  Secret,
  type SecurityQuestionId,
} from '@latchkey/protocol'
import { keepCodes } from '../authenticator/recovery-code.ts'
import { keepSet } from '../authenticator/security-questions.ts'
import { appendAudit } from '../store/audit.ts'
import { insertBindings, type NewBinding } from '../store/authenticator.ts'
import { keepPrincipals, principalId } from '../store/principal.ts'
import { auditEvent } from './audit-event.ts'
import { BY_COMMAND_LINE } from './caller.ts'
import type { Deps } from './deps.ts'

/** Somebody to add to the embedded directory, with what is enrolled for them at once. */
export type Newcomer = Omit<NewPerson, 'password'> & {
  readonly password?: Secret<string> | { readonly hash: string }
  /** Seeds bring their own; a person's app is never enrolled for them. */
  readonly totpSecret?: string
  readonly recoveryCodes?: readonly string[]
  /** So do these: whoever registers answers does it by themselves. */
  readonly answers?: Readonly<Partial<Record<SecurityQuestionId, string>>>
  readonly enrolsMail: boolean
  /** A number in E.164 to enrol at once. */
  readonly mobile?: string
  readonly isAdministrator?: boolean
}

export type Added = 'added' | { readonly taken: string }

/** Adds people and their bindings; what is enrolled counts as enrolled at `enrolledAt`. */
export async function addNewcomers(
  deps: Deps,
  embedded: EmbeddedDeps,
  newcomers: readonly Newcomer[],
  enrolledAt: number,
): Promise<Added> {
  const added = await addPeople(embedded, newcomers.map(personOf))
  if (added.outcome !== 'added') return { taken: added.name }
  const principals = added.ids.map((id) => principalId(embedded.name, id))
  const sets = await Promise.all(newcomers.map((one, index) => setOf(deps, one, principals[index])))
  await deps.store.db.transaction().execute(async (tx) => {
    const rows = newcomers.map((one, index) => ({
      id: principals[index] ?? 'prn_none',
      directory: embedded.name,
      entry: added.ids[index] ?? '',
      name: one.name,
      administrator: one.isAdministrator ? (1 as const) : (0 as const),
    }))
    await keepPrincipals(tx, deps.tenant, rows)
    const bindings = newcomers.flatMap((one, index) => [
      ...bindingsOf(deps, one, principals[index]),
      ...(sets[index] ?? []),
    ])
    await insertBindings(tx, deps.keys, deps.tenant, bindings, enrolledAt)
    const events = newcomers.map((one, index) => imported(deps, one, principals[index]))
    await appendAudit(tx, deps.tenant, events)
  })
  return 'added'
}

function personOf(newcomer: Newcomer): NewPerson {
  const { totpSecret, recoveryCodes, answers, enrolsMail, isAdministrator, mobile, ...person } =
    newcomer
  return person
}

function bindingsOf(
  { chance, keys }: Deps,
  { mail, enrolsMail, totpSecret, mobile, recoveryCodes }: Newcomer,
  principal: `prn_${string}` = 'prn_none',
): NewBinding[] {
  const bindings: NewBinding[] = []
  if (enrolsMail && mail !== undefined)
    bindings.push({ id: `aut_${chance.id()}`, principal, kind: 'email', value: mail })
  if (totpSecret !== undefined)
    bindings.push({ id: `aut_${chance.id()}`, principal, kind: 'totp', value: totpSecret })
  if (mobile !== undefined)
    bindings.push({ id: `aut_${chance.id()}`, principal, kind: 'sms', value: mobile })
  if (recoveryCodes) {
    const id = `aut_${chance.id()}` as const
    const value = keepCodes(keys, id, recoveryCodes)
    bindings.push({ id, principal, kind: 'recovery-code', value })
  }
  return bindings
}

// Before the transaction: nothing slow is awaited inside one.
async function setOf(
  deps: Deps,
  { answers }: Newcomer,
  principal: `prn_${string}` = 'prn_none',
): Promise<NewBinding[]> {
  if (!answers) return []
  const id = `aut_${deps.chance.id()}` as const
  const set = SECURITY_QUESTIONS.flatMap((one) => {
    const answer = answers[one]
    return answer === undefined ? [] : [{ question: { id: one }, answer: new Secret(answer) }]
  })
  const value = await keepSet(deps.keys, id, set, deps.hashing)
  return [{ id, principal, kind: 'security-questions', value }]
}

function imported(deps: Deps, { name }: Newcomer, principal: `prn_${string}` = 'prn_none') {
  const happening = { activity: 'principal.imported', outcome: 'succeeded' } as const
  return auditEvent(happening, {
    origin: BY_COMMAND_LINE,
    at: deps.now(),
    actor: 'command-line',
    target: { principal, name },
  })
}

/** Rules that a first password breaks. The import says so before anything is added. */
export async function firstPasswordBreaks(
  deps: Deps,
  embedded: EmbeddedDeps,
  { name, displayName, password }: Newcomer,
): Promise<RuleCode[]> {
  const directory = deps.directories.find((one) => one.name === embedded.name)
  if (!directory || !password || 'hash' in password) return []
  return brokenRules(await directory.rulesFor(''), password, [name, displayName])
}
