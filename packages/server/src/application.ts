import { isAdministrator } from '@latchkey/core'
import type { EmbeddedDeps } from '@latchkey/directory'
import type { MachineState } from '@latchkey/protocol'
import { freezePerson, unfreezePerson, unlockPerson } from './app/administer-person.ts'
import { auditEvent } from './app/audit-event.ts'
import { BY_COMMAND_LINE } from './app/caller.ts'
import { AT_COMMAND_LINE, decideOnMachine } from './app/decide-machine.ts'
import { findByName, personOf } from './app/find-person.ts'
import { type CanaryFlight, flyCanary } from './app/fly-canary.ts'
import { issuePass, revokePass } from './app/helpdesk-pass.ts'
import { inviteAdministrator } from './app/invite-administrator.ts'
import { issueEnrolmentLink } from './app/issue-enrolment-link.ts'
import { issueMachineCode } from './app/machine-code.ts'
import { addNewcomers, firstPasswordBreaks, type Newcomer } from './app/people.ts'
import { checkParts } from './app/readiness.ts'
import { seedCrowd } from './app/seed-people.ts'
import { readAudit } from './app/view-audit.ts'
import type { PhoneNumbers } from './authenticator/phone-number.ts'
import { type Channel, ChannelFault } from './channel/channel.ts'
import type {
  Application,
  AuditFilter,
  ImportResult,
  InspectedDirectory,
  ListedEvent,
  RefusedRow,
  ShownPerson,
  StartupCheck,
} from './command/application.ts'
import { CommandRefused, EXIT } from './command/exit.ts'
import type { PersonRow } from './command/people-file.ts'
import type { House } from './house.ts'
import { appendAudit } from './store/audit.ts'
import { listMachines, type MachineRecord } from './store/machine.ts'

const PAGE = 500

/** What the command line does, in an open house that serves nobody. */
export function createApplication(house: House): Application {
  const { deps } = house
  return {
    migrate: async () => deps.store.migrated,
    startupChecks: () => startupChecks(house),
    listAudit: (filter) => listAudit(house, filter),
    importPeople: (rows) => importPeople(house, rows),
    showPerson: (name) => showPerson(house, name),
    unlockPerson: (name) => unlockPerson(deps, name),
    freezePerson: (name) => freezePerson(deps, name),
    unfreezePerson: (name) => unfreezePerson(deps, name),
    issueEnrolmentLink: (wish) => issueEnrolmentLink(deps, wish),
    issuePass: (wish) => issuePass(deps, wish),
    revokePass: (name) => revokePass(deps, name),
    inviteAdministrator: (name) => inviteAdministrator(deps, name),
    listMachines: (state) => allMachines(house, state),
    decideOnMachine: (id, decision) => decideOnMachine(deps, AT_COMMAND_LINE, id, decision),
    issueMachineCode: (wish) => issueMachineCode(deps, wish),
    inspectDirectories: (name) => inspectDirectories(deps, name),
    flyCanaries: () => flyCanaries(house),
    seed: (people) => seedCrowd(deps, embeddedOf(house), people),
    rotateKeys: () => rotateKeys(house),
    close: () => house.close(),
  }
}

// People of other directories are added there, by those who keep them.
function embeddedOf({ embedded }: House): EmbeddedDeps {
  if (embedded) return embedded
  throw new CommandRefused(
    EXIT.refused,
    'There is no embedded directory: add people with the tools of your directory.',
  )
}

async function inspectDirectories(
  { directories }: House['deps'],
  name: string | undefined,
): Promise<InspectedDirectory[]> {
  const asked = directories.filter((one) => name === undefined || one.name === name)
  const inspected = asked.map(async (one) => {
    const inspection = await one.inspect?.()
    return inspection ? [{ name: one.name, ...inspection }] : []
  })
  return (await Promise.all(inspected)).flat()
}

async function flyCanaries({ deps, canaries }: House): Promise<CanaryFlight[]> {
  const flights: CanaryFlight[] = []
  for (const [directory, account] of canaries)
    flights.push(await flyCanary(deps, directory, account))
  return flights
}

async function startupChecks({ deps, channels }: House): Promise<StartupCheck[]> {
  const parts = Object.entries(await checkParts(deps)).map(([name, state]) =>
    state === 'ok' ? { name } : { name, failure: 'It does not answer.' },
  )
  return [...parts, ...(await Promise.all(channels.map(checkChannel)))]
}

async function checkChannel(channel: Channel): Promise<StartupCheck> {
  const name = `channel.${channel.name}`
  try {
    await channel.startupCheck()
    return { name }
  } catch (error) {
    const code = error instanceof ChannelFault ? error.code : 'failed'
    return { name, failure: `Messages cannot be sent: ${code}.` }
  }
}

async function listAudit(
  { deps }: House,
  filter: AuditFilter,
): Promise<AsyncIterable<ListedEvent> | 'unknown-person'> {
  if (filter.person !== undefined && !(await findByName(deps, filter.person)).found)
    return 'unknown-person'
  return pagesOf(deps, filter)
}

async function* pagesOf(deps: House['deps'], filter: AuditFilter): AsyncIterable<ListedEvent> {
  let before: number | undefined
  for (;;) {
    const rows = await readAudit(deps, { ...filter, before, limit: PAGE })
    yield* rows
    before = rows.at(-1)?.seq
    if (rows.length < PAGE || before === undefined) return
  }
}

async function allMachines(
  { deps }: House,
  state: MachineState | undefined,
): Promise<MachineRecord[]> {
  const all: MachineRecord[] = []
  for (;;) {
    const query = { state, before: all.at(-1)?.id, limit: PAGE }
    const page = await listMachines(deps.store.db, deps.tenant, query)
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

async function importPeople(house: House, rows: readonly PersonRow[]): Promise<ImportResult> {
  const { deps } = house
  const embedded = embeddedOf(house)
  const refused: RefusedRow[] = []
  const read = rows.map((row) => ({ row, newcomer: newcomerOf(row, deps.numbers) }))
  for (const { row, newcomer } of read) {
    if (row.phone !== undefined && newcomer.phones === undefined)
      refused.push({ line: row.line, reason: 'phone-malformed' })
    const broken = await firstPasswordBreaks(deps, embedded, newcomer)
    if (broken.length > 0) refused.push({ line: row.line, reason: 'password-refused', broken })
    const names = [row.name, ...(row.mail === undefined ? [] : [row.mail])]
    const found = await Promise.all(names.map((name) => findByName(deps, name)))
    if (found.some((one) => one.found)) refused.push({ line: row.line, reason: 'exists-already' })
  }
  if (refused.length > 0) return { outcome: 'refused', rows: refused }
  const newcomers = read.map(({ newcomer }) => newcomer)
  const added = await addNewcomers(deps, embedded, newcomers, deps.now())
  if (added === 'added') return { outcome: 'imported', people: rows.length }
  const line = rows.find((row) => row.name === added.taken || row.mail === added.taken)?.line ?? 0
  return { outcome: 'refused', rows: [{ line, reason: 'exists-already' }] }
}

function newcomerOf(
  { line: _, phone, authenticators, ...person }: PersonRow,
  numbers: PhoneNumbers,
): Newcomer {
  const mobile = phone === undefined ? undefined : numbers.read(phone)
  return {
    ...person,
    enrolsMail: authenticators.includes('email'),
    ...(mobile !== undefined && { phones: [mobile] }),
    ...(mobile !== undefined && authenticators.includes('sms') && { mobile }),
  }
}

async function showPerson({ deps }: House, name: string): Promise<ShownPerson | undefined> {
  const { found } = await findByName(deps, name)
  if (!found) return
  const { entry, kept } = found
  const policy = await deps.policy.read()
  return {
    id: found.principal,
    name: entry.name,
    displayName: entry.displayName,
    directory: found.directory.name,
    ...(entry.mail !== undefined && { mail: entry.mail }),
    groups: entry.groups,
    isAdministrator: isAdministrator(policy, personOf(found)),
    isDisabled: entry.isDisabled,
    isExpired: entry.isExpired,
    isLocked: entry.isLocked,
    mustChange: entry.mustChange,
    frozenAt: kept.frozenAt,
    authenticators: kept.bindings.map(({ kind, value, createdAt, usedAt }) => ({
      kind,
      ...(deps.authenticators[kind].isSent && { hint: deps.authenticators[kind].mask(value) }),
      createdAt,
      usedAt,
    })),
  }
}

async function rotateKeys({ deps }: House): Promise<{ key: string }> {
  const key = deps.keys.rotate()
  const rotated = { activity: 'keys.rotated', outcome: 'succeeded' } as const
  const around = { origin: BY_COMMAND_LINE, at: deps.now(), actor: 'command-line' } as const
  const event = auditEvent(rotated, around)
  await deps.store.db.transaction().execute((tx) => appendAudit(tx, deps.tenant, [event]))
  return { key }
}
