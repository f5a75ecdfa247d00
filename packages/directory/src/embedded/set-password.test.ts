import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { setDisabled } from './account.ts'
import { openEmbedded, PASSWORD } from './fixture.ts'

const WRITTEN = { outcome: 'written' }
const HISTORY = { outcome: 'refused', broken: ['history'] }
const HOUR = 60 * 60_000

const good = (n: number) => `Plum-Bridge-${n + 100}-wide`

describe('setPassword of the embedded directory', () => {
  test('names every rule of value that a password breaks, in the order shown', async () => {
    const { add, reset } = await openEmbedded()
    const id = await add()
    const broken = ['min-length', 'character-classes', 'no-names']
    expect(await reset(id, 'alice')).toEqual({ outcome: 'refused', broken })
  })

  test('refuses a part of the display name, and not a part of the mail address', async () => {
    const { add, reset } = await openEmbedded()
    const id = await add({ mail: 'alice@harbour.test' })
    const refused = { outcome: 'refused', broken: ['no-names'] }
    expect(await reset(id, 'My-FERRAND-2031')).toEqual(refused)
    expect(await reset(id, 'My-Harbour-2031')).toEqual(WRITTEN)
  })

  test('lets the first password come back after five others, and not after four', async () => {
    const { add, reset } = await openEmbedded()
    const id = await add()
    for (let n = 1; n <= 4; n++) expect(await reset(id, good(n))).toEqual(WRITTEN)
    expect(await reset(id, PASSWORD)).toEqual(HISTORY)
    expect(await reset(id, good(5))).toEqual(WRITTEN)
    expect(await reset(id, PASSWORD)).toEqual(WRITTEN)
  })

  test('keeps no more hashes than the history needs', async () => {
    const { db, add, reset } = await openEmbedded()
    const id = await add()
    for (let n = 1; n <= 8; n++) await reset(id, good(n))
    const row = await db
      .selectFrom('embedded_entry')
      .select('earlier_hashes')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.earlier_hashes)).toHaveLength(4)
  })

  test('takes the same password again where nothing is remembered', async () => {
    const { add, reset, change } = await openEmbedded({ rules: { remembered: 0 } })
    const id = await add()
    expect(await reset(id, PASSWORD)).toEqual(WRITTEN)
    expect(await change(id, PASSWORD, PASSWORD)).toEqual(WRITTEN)
  })

  test('knows a remembered password in its other spelling', async () => {
    const { add, reset, change } = await openEmbedded()
    const composed = 'Café-Noisette-12'.normalize('NFC')
    const decomposed = composed.normalize('NFD')
    const id = await add({ password: new Secret(composed) })
    expect(await reset(id, decomposed)).toEqual(HISTORY)
    expect(await change(id, composed, decomposed)).toEqual(HISTORY)
  })

  test('refuses an earlier password on a change as on a reset', async () => {
    const { add, reset, change } = await openEmbedded()
    const id = await add()
    await reset(id, good(1))
    expect(await change(id, good(1), PASSWORD)).toEqual(HISTORY)
  })

  test('holds the minimum age to the millisecond', async () => {
    const { add, reset, clock } = await openEmbedded({ rules: { minAgeHours: 24 } })
    const id = await add()
    clock.now += 24 * HOUR - 1
    expect(await reset(id, good(1))).toEqual({ outcome: 'refused', broken: ['min-age'] })
    clock.now += 1
    expect(await reset(id, good(1))).toEqual(WRITTEN)
  })

  test('names the rules of value before the minimum age', async () => {
    const { add, reset } = await openEmbedded({ rules: { minAgeHours: 24 } })
    const id = await add()
    const refused = { outcome: 'refused', broken: ['min-length'] }
    expect(await reset(id, 'Sh0rt-')).toEqual(refused)
  })

  test('does not hold the minimum age against a password that has to be changed', async () => {
    const { add, change } = await openEmbedded({ rules: { minAgeHours: 24 } })
    const id = await add({ mustChange: true })
    expect(await change(id, PASSWORD, good(1))).toEqual(WRITTEN)
  })

  test('gives a first password to a person who has none', async () => {
    const { db, add, reset, change, verify } = await openEmbedded()
    const id = await add()
    await db.updateTable('embedded_entry').set({ password_hash: null }).execute()
    expect(await change(id, PASSWORD, good(1))).toEqual({ outcome: 'wrong-current' })
    expect(await reset(id, good(1))).toEqual(WRITTEN)
    expect(await verify(id, good(1))).toBe('accepted')
  })

  test('locks by wrong current passwords, and then takes not even the right one', async () => {
    const { add, change, verify } = await openEmbedded({ lockout: { threshold: 3 } })
    const id = await add()
    for (let n = 0; n < 3; n++) await change(id, `Wrong-${n}`, good(1))
    expect(await change(id, PASSWORD, good(1))).toEqual({ outcome: 'wrong-current' })
    expect(await verify(id, PASSWORD)).toBe('locked')
  })

  test('tells of a disabled account only whoever has its password', async () => {
    const { add, change } = await openEmbedded()
    const id = await add({ isDisabled: true })
    expect(await change(id, 'Wrong-1', good(1))).toEqual({ outcome: 'wrong-current' })
    expect(await change(id, PASSWORD, good(1))).toEqual({ outcome: 'disabled' })
  })

  test('refuses when the account was disabled while the hashes were computed', async () => {
    const { add, reset, verify, deps } = await openEmbedded()
    const id = await add()
    const sent = reset(id, good(1))
    await setDisabled(deps, id, true)
    expect(await sent).toEqual({ outcome: 'disabled' })
    expect(await verify(id, PASSWORD)).toBe('disabled')
  })

  test('writes one password sent many times at once exactly once', async () => {
    const { add, reset } = await openEmbedded()
    const id = await add()
    const results = await Promise.all(Array.from({ length: 20 }, () => reset(id, good(1))))
    const outcomes = results.map((result) => result.outcome)
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(19)
  })

  test('forgets no password of those that were sent at once', async () => {
    const { add, reset } = await openEmbedded()
    const id = await add()
    const passwords = [1, 2, 3, 4].map(good)
    await Promise.all(passwords.map((one) => reset(id, one)))
    for (const one of [PASSWORD, ...passwords]) expect(await reset(id, one)).toEqual(HISTORY)
  })

  test('of several with the minimum age in force lets one through', async () => {
    const { add, reset, clock } = await openEmbedded({ rules: { minAgeHours: 1 } })
    const id = await add()
    clock.now += HOUR
    const results = await Promise.all([1, 2, 3, 4, 5].map((n) => reset(id, good(n))))
    expect(results.filter((result) => result.outcome === 'written')).toHaveLength(1)
  })

  test('changes nothing for a person of another tenant', async () => {
    const { add, verify, deps } = await openEmbedded()
    const id = await add()
    const other = await openEmbedded({ ...deps, tenant: 'ten_other' })
    expect(await other.reset(id, good(1))).toEqual({ outcome: 'not-found' })
    expect(await other.verify(id, PASSWORD)).toBe('wrong')
    expect(await other.directory.unlock(id)).toEqual({ outcome: 'not-found' })
    expect(await verify(id, PASSWORD)).toBe('accepted')
  })
})
