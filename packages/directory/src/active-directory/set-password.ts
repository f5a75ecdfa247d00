import { hasSpareTries, type RuleCode } from '@latchkey/protocol'
import {
  DirectoryUnavailable,
  type EntryId,
  type NewPassword,
  OutcomeUnknown,
  type WriteResult,
} from '../directory.ts'
import { change } from '../ldap/change.ts'
import type { LdapRefusal } from '../ldap/failure.ts'
import type { LdapServer } from '../ldap/settings.ts'
import { provesPassword } from './bind-answer.ts'
import { brokenByValue } from './complexity.ts'
import type { ActiveDirectory } from './deps.ts'
import { meaningOf } from './extended-error.ts'
import { isInForceNow, isOurs, nextMark } from './in-force.ts'
import { refusalFor } from './may-write.ts'
import { type PasswordSettings, readSettings } from './password-settings.ts'
import { type Person, readPerson } from './person.ts'
import { type PolicyHintsControl, policyHints } from './policy-hints.ts'
import { rulesOf } from './rules.ts'
import { unicodePwd } from './unicode-pwd.ts'
import { judge as judgePassword } from './verify-password.ts'
import { type Modified, modify } from './writing.ts'

type Judged = {
  readonly person: Person
  readonly settings: PasswordSettings
  readonly broken: readonly RuleCode[]
  /** Whether the domain controller holds history and minimum age against a reset by itself. */
  readonly holdsHistory: boolean
}

export async function setPassword(
  deps: ActiveDirectory,
  id: EntryId,
  wanted: NewPassword,
): Promise<WriteResult> {
  const judged = await read(deps, id, wanted)
  if (!judged) return { outcome: 'not-found' }
  const refusal = await refuse(deps, judged, wanted)
  if (refusal) return refusal
  const result = await settle(deps, judged, wanted, await write(deps, judged, wanted))
  if (result.outcome === 'written') await remember(deps, judged, wanted)
  return result
}

async function read(
  { ldap, now, domainOf }: ActiveDirectory,
  id: EntryId,
  { password }: NewPassword,
): Promise<Judged | undefined> {
  return await ldap.read(async (connection) => {
    const { base, supportedControls } = await domainOf(connection)
    const person = await readPerson(connection, ldap.settings, id)
    if (!person) return
    const settings = await readSettings(connection, base, person.settingsObject)
    const { name, displayName } = person
    const broken = brokenByValue(rulesOf(settings), password, [name, displayName])
    if (broken.length === 0 && isTooYoung(person, settings, now())) broken.push('min-age')
    return { person, settings, broken, holdsHistory: policyHints(supportedControls) !== undefined }
  }, 'writing')
}

// A password that an administrator gave, to be changed, has no age: nobody chose it.
function isTooYoung({ passwordSetAt }: Person, { minAgeMs }: PasswordSettings, now: number) {
  return passwordSetAt !== undefined && now < passwordSetAt + minAgeMs
}

async function refuse(
  deps: ActiveDirectory,
  judged: Judged,
  { password, current }: NewPassword,
): Promise<WriteResult | undefined> {
  const { person, settings, broken, holdsHistory } = judged
  const notOurs = refusalFor(deps, person)
  // Only who knows the password is told in which state the account is.
  if (notOurs && current && (await isWrong(deps, person, current)))
    return { outcome: 'wrong-current' }
  if (notOurs) return notOurs
  if (broken.length > 0) return { outcome: 'refused', broken }
  if (current || holdsHistory || settings.remembered === 0) return
  // One after the other: a bind that fails is counted by the domain controller, and whoever tries several of
  // their old passwords would come nearer to a lockout with each.
  const { isHeld, last } = await deps.history.compare(person.id, password, settings.remembered)
  const isOld =
    isHeld || (!isOurs(person, last) && (await isInForceNow(deps, person, settings, password)))
  return isOld ? { outcome: 'refused', broken: ['history'] } : undefined
}

async function isWrong(
  deps: ActiveDirectory,
  { dn }: Person,
  current: NonNullable<NewPassword['current']>,
): Promise<boolean> {
  const verdict = await judgePassword(deps, dn, current)
  return verdict === 'wrong' || verdict === 'locked'
}

function write(
  deps: ActiveDirectory,
  { person: { dn } }: Judged,
  { password, current }: NewPassword,
): Promise<Modified> {
  const added = unicodePwd(password)
  if (current) {
    const changes = [
      change('delete', 'unicodePwd', unicodePwd(current)),
      change('add', 'unicodePwd', added),
    ]
    return modify(deps, async () => ({ dn, changes }))
  }
  const changes = [
    change('replace', 'unicodePwd', added),
    change('replace', 'lockoutTime', '0'),
    change('replace', 'pwdLastSet', '-1'),
  ]
  return modify(deps, async (connection) => {
    // Of this very server: another one may know the control where this one does not.
    const hints = policyHints((await deps.domainOf(connection)).supportedControls)
    return { dn, changes, controls: listOf(hints) }
  })
}

function listOf(hints: PolicyHintsControl | undefined): PolicyHintsControl[] {
  return hints ? [hints] : []
}

async function settle(
  deps: ActiveDirectory,
  judged: Judged,
  wanted: NewPassword,
  modified: Modified,
): Promise<WriteResult> {
  if (modified.became === 'written') return { outcome: 'written' }
  if (modified.became === 'refused') return resultOf(modified.refusal, judged, wanted)
  const { server, wasSent, cause } = modified
  if (!wasSent)
    throw new DirectoryUnavailable('the connection broke before anything was sent', { cause })
  if (await isProved(deps, judged, wanted, server)) return { outcome: 'written' }
  // That the password is not in force yet proves nothing: the write may still be on its way.
  throw new OutcomeUnknown('the domain controller fell silent during the write', { cause })
}

async function isProved(
  { ldap }: ActiveDirectory,
  { person, settings }: Judged,
  { password }: NewPassword,
  server: LdapServer,
): Promise<boolean> {
  const { dn, isLocked, failures } = person
  const { threshold } = settings
  // Whoever is locked is locked no longer where it was written, and can't be locked twice where it was not.
  if (!isLocked && !hasSpareTries({ threshold, failures })) return false
  return await ldap.isInForce(server, { dn, password }, provesPassword)
}

function resultOf(refusal: LdapRefusal, judged: Judged, wanted: NewPassword): WriteResult {
  const { said } = refusal
  const meaning = meaningOf(refusal)
  switch (meaning) {
    case 'policy':
      return { outcome: 'refused', broken: [ruleBehind(judged, wanted)], said }
    case 'wrong-current':
    // A locked account takes no current password, or a change would be a way to guess on.
    case 'locked':
      return { outcome: 'wrong-current' }
    case 'not-found':
      return { outcome: 'not-found' }
    case 'no-right':
      return { outcome: 'no-right', said }
    case 'changed-meanwhile':
    case 'other':
      throw new DirectoryUnavailable(said, { reason: 'refused' })
    default:
      return meaning satisfies never
  }
}

// The directory has one code for all its rules. Those of value and age were judged before, so what is left
// is history; where the directory holds none on a reset, it found the password too simple all the same.
function ruleBehind({ settings, holdsHistory }: Judged, { current }: NewPassword): RuleCode {
  const mayBeHistory = settings.remembered > 0 && (current !== undefined || holdsHistory)
  if (mayBeHistory) return 'history'
  return settings.isComplex ? 'character-classes' : 'min-length'
}

async function remember(
  { history, report, now }: ActiveDirectory,
  { person, settings, holdsHistory }: Judged,
  { password }: NewPassword,
): Promise<void> {
  if (holdsHistory || settings.remembered === 0) return
  try {
    const { remembered } = settings
    await history.remember(person.id, password, { remembered, mark: nextMark(person, now()) })
  } catch (error) {
    // The password is in force, and whoever set it has to hear so.
    report?.(error)
  }
}
