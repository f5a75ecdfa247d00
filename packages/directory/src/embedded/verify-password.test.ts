import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { openEmbedded, PASSWORD } from './fixture.ts'

describe('verifyPassword of the embedded directory', () => {
  test('accepts one password in both spellings of Unicode', async () => {
    const { add, verify } = await openEmbedded()
    const id = await add({ password: new Secret('Café-Noisette-12'.normalize('NFD')) })
    expect(await verify(id, 'Café-Noisette-12'.normalize('NFC'))).toBe('accepted')
    expect(await verify(id, 'Café-Noisette-12'.normalize('NFD'))).toBe('accepted')
    expect(await verify(id, 'Cafe-Noisette-12')).toBe('wrong')
  })

  test('compares the whole of a password that holds a NUL or is very long', async () => {
    const { add, verify } = await openEmbedded()
    const password = `${'long '.repeat(2000)}\0end`
    const id = await add({ password: new Secret(password) })
    expect(await verify(id, password)).toBe('accepted')
    expect(await verify(id, `${password}!`)).toBe('wrong')
    expect(await verify(id, password.slice(0, -1))).toBe('wrong')
  })

  test('refuses any password of a person who has none yet', async () => {
    const { add, verify, deps } = await openEmbedded()
    const id = await add()
    await deps.db.updateTable('embedded_entry').set({ password_hash: null }).execute()
    expect(await verify(id, PASSWORD)).toBe('wrong')
    expect(await verify(id, '')).toBe('wrong')
  })

  test('tells of a lock before anything else', async () => {
    const { add, verify, clock } = await openEmbedded()
    const id = await add({ isDisabled: true, mustChange: true, lockedUntil: clock.now + 1 })
    expect(await verify(id, PASSWORD)).toBe('locked')
    clock.now += 1
    expect(await verify(id, PASSWORD)).toBe('disabled')
  })

  test('accepts until the account expires', async () => {
    const { add, verify, clock } = await openEmbedded()
    const id = await add({ expiresAt: clock.now + 1 })
    expect(await verify(id, PASSWORD)).toBe('accepted')
    clock.now += 1
    expect(await verify(id, PASSWORD)).toBe('expired')
  })

  test('judges again when the password was replaced while the hash was computed', async () => {
    const { db, add, verify } = await openEmbedded()
    const id = await add()
    const other = await add({ name: 'bob', password: new Secret('Other-Harbour-417') })
    const { password_hash } = await db
      .selectFrom('embedded_entry')
      .select('password_hash')
      .where('id', '=', other)
      .executeTakeFirstOrThrow()
    const sent = verify(id, PASSWORD)
    await db
      .updateTable('embedded_entry')
      .set({ password_hash, version: 2 })
      .where('id', '=', id)
      .execute()
    expect(await sent).toBe('wrong')
  })

  test('runs the same statements for nobody as for somebody’s wrong password', async () => {
    const { add, verify, statements, clock } = await openEmbedded()
    const id = await add()
    const locked = await add({ name: 'carol', lockedUntil: clock.now + 1 })
    const statementsFor = async (asked: string | undefined) => {
      statements.length = 0
      await verify(asked, 'Wrong-Guess-1')
      return [...statements]
    }
    const known = await statementsFor(id)
    expect(known).toHaveLength(2)
    for (const asked of [locked, undefined, 'ent_nobody']) {
      expect(await statementsFor(asked)).toEqual(known)
    }
  })

  test('changes a row for nobody and for the locked too, so that the commit takes as long', async () => {
    const { add, sqlite, verify, clock } = await openEmbedded()
    const locked = await add({ lockedUntil: clock.now + 10 })
    const changes = () => Number(sqlite.prepare('select total_changes()').pluck().get())
    const rows = () => JSON.stringify(sqlite.prepare('select * from embedded_entry').all())
    for (const asked of [undefined, 'ent_nobody', locked]) {
      const [countBefore, rowsBefore] = [changes(), rows()]
      clock.now += 1
      await verify(asked, PASSWORD.toLowerCase())
      expect(changes()).toBe(countBefore + 1)
      expect(rows()).not.toBe(rowsBefore)
    }
  })

  test('refuses nobody’s password however often it was asked for', async () => {
    const { add, verify } = await openEmbedded({ lockout: { threshold: 2 } })
    await add()
    for (let n = 0; n < 5; n++) expect(await verify(undefined, PASSWORD)).toBe('wrong')
  })
})
