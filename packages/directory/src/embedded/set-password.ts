import { brokenRules, type RuleCode, type Secret } from '@latchkey/protocol'
import type { EntryId, NewPassword, WriteResult } from '../directory.ts'
import type { Embedded } from './deps.ts'
import { NO_FAILURES } from './lockout.ts'
import { hashPassword, matchesHash } from './password-hash.ts'
import { openProfile } from './profile.ts'
import { rulesInForce } from './rules.ts'
import { judgePassword } from './verify-password.ts'

const HOUR = 60 * 60_000

/**
 * Nothing is held while hashes are computed: a write counts only for the version that was judged, and
 * whoever comes second reads and judges again. So two writes at once never both pass an old history.
 */
export async function setPassword(
  embedded: Embedded,
  id: EntryId,
  change: NewPassword,
): Promise<WriteResult> {
  const candidate = createCandidate(embedded, change.password)
  for (;;) {
    const entry = await readEntry(embedded, id)
    if (!entry) return { outcome: 'not-found' }
    const judged = await judge(embedded, entry, change, candidate)
    if (judged === 'read-again') continue
    if (judged !== 'may-write') return judged
    if (await write(embedded, entry, await candidate.hash())) return { outcome: 'written' }
  }
}

type Candidate = {
  readonly hash: () => Promise<string>
  readonly matches: (stored: string) => Promise<boolean>
}

/** The new password: each hash is computed once, however often the entry is read again. */
function createCandidate({ hashing }: Embedded, password: Secret<string>): Candidate {
  const comparisons = new Map<string, Promise<boolean>>()
  let hash: Promise<string> | undefined
  return {
    hash: () => {
      hash ??= hashPassword(password, hashing)
      return hash
    },
    matches: (stored) => {
      const comparison = comparisons.get(stored) ?? matchesHash(password, stored)
      comparisons.set(stored, comparison)
      return comparison
    },
  }
}

async function readEntry({ db, tenant }: Embedded, id: string) {
  const row = await db
    .selectFrom('embedded_entry')
    .select(['id', 'name', 'sealed', 'version', 'disabled', 'must_change'])
    .select(['password_hash', 'earlier_hashes', 'password_set_at'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  // as: write() and addPeople() store nothing but an array of hashes there.
  return row && { ...row, earlier_hashes: JSON.parse(row.earlier_hashes) as string[] }
}

type Row = NonNullable<Awaited<ReturnType<typeof readEntry>>>

async function judge(
  embedded: Embedded,
  entry: Row,
  change: NewPassword,
  candidate: Candidate,
): Promise<WriteResult | 'may-write' | 'read-again'> {
  if (change.current) {
    const verdict = await judgePassword(embedded, entry, change.current)
    if (verdict === 'read-again') return verdict
    // A locked account takes no current password, or a change would be a way to guess on.
    if (verdict === 'wrong' || verdict === 'locked') return { outcome: 'wrong-current' }
  }
  if (entry.disabled === 1) return { outcome: 'disabled' }
  const broken = brokenByValue(embedded, entry, change.password)
  if (broken.length > 0) return { outcome: 'refused', broken }
  if (isTooYoung(embedded, entry)) return { outcome: 'refused', broken: ['min-age'] }
  if (await isRemembered(embedded, entry, change, candidate)) {
    return { outcome: 'refused', broken: ['history'] }
  }
  return 'may-write'
}

function brokenByValue(embedded: Embedded, entry: Row, password: Secret<string>): RuleCode[] {
  const { displayName } = openProfile(embedded, entry.id, entry.sealed)
  return brokenRules(rulesInForce(embedded.policy), password, [entry.name, displayName])
}

// A password that an administrator gave, to be changed, has no age: nobody chose it.
function isTooYoung({ policy, now }: Embedded, entry: Row): boolean {
  if (entry.password_set_at === null || entry.must_change === 1) return false
  return now() < entry.password_set_at + policy.minAgeHours * HOUR
}

async function isRemembered(
  { policy }: Embedded,
  entry: Row,
  { password, current }: NewPassword,
  candidate: Candidate,
): Promise<boolean> {
  const remembered = hashesOf(entry).slice(0, policy.remembered)
  // The current password was proven a moment ago: comparing the texts saves a hash.
  const unproven = current ? remembered.slice(1) : remembered
  if (current && remembered.length > 0 && isSameText(password, current)) return true
  const [, ...matches] = await Promise.all([candidate.hash(), ...unproven.map(candidate.matches)])
  return matches.includes(true)
}

function isSameText(one: Secret<string>, other: Secret<string>): boolean {
  return one.use((a) => other.use((b) => a.normalize('NFC') === b.normalize('NFC')))
}

function hashesOf(entry: Row): string[] {
  return entry.password_hash === null
    ? entry.earlier_hashes
    : [entry.password_hash, ...entry.earlier_hashes]
}

async function write(embedded: Embedded, entry: Row, hash: string): Promise<boolean> {
  const earlier = hashesOf(entry).slice(0, Math.max(0, embedded.policy.remembered - 1))
  const result = await embedded.db
    .updateTable('embedded_entry')
    .set({
      ...NO_FAILURES,
      password_hash: hash,
      earlier_hashes: JSON.stringify(earlier),
      password_set_at: embedded.now(),
      must_change: 0,
      version: entry.version + 1,
    })
    .where('tenant', '=', embedded.tenant)
    .where('id', '=', entry.id)
    .where('version', '=', entry.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
