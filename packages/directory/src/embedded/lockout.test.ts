import { describe, expect, test } from 'vitest'
import { openEmbedded, PASSWORD } from './fixture.ts'

const MINUTE = 60_000

describe('lockout of the embedded directory', () => {
  test('locks after ten wrong passwords for fifteen minutes', async () => {
    const { directory, add, verify, clock } = await openEmbedded()
    const id = await add()
    for (let n = 1; n < 10; n++) expect(await verify(id, `Wrong-${n}`)).toBe('wrong')
    expect(await verify(id, 'Wrong-10')).toBe('locked')
    clock.now += 15 * MINUTE - 1
    expect(await verify(id, PASSWORD)).toBe('locked')
    expect((await directory.find({ id }))?.lockout.failures).toBe(10)
    clock.now += 1
    expect(await verify(id, PASSWORD)).toBe('accepted')
  })

  test('does not begin anew with guesses at a locked account', async () => {
    const { add, verify, clock } = await openEmbedded({ lockout: { threshold: 1 } })
    const id = await add()
    await verify(id, 'Wrong-1')
    clock.now += 14 * MINUTE
    expect(await verify(id, 'Wrong-2')).toBe('locked')
    clock.now += MINUTE
    expect(await verify(id, PASSWORD)).toBe('accepted')
  })

  test('starts counting at one when a lockout was served', async () => {
    const lockout = { threshold: 2, windowMs: 60 * MINUTE, lockedMs: MINUTE }
    const { directory, add, verify, clock } = await openEmbedded({ lockout })
    const id = await add()
    await verify(id, 'Wrong-1')
    expect(await verify(id, 'Wrong-2')).toBe('locked')
    clock.now += MINUTE
    expect(await verify(id, 'Wrong-3')).toBe('wrong')
    expect((await directory.find({ id }))?.lockout.failures).toBe(1)
  })

  test('starts counting at one when fifteen minutes were quiet', async () => {
    const { directory, add, verify, clock } = await openEmbedded()
    const id = await add()
    for (let n = 1; n < 10; n++) await verify(id, `Wrong-${n}`)
    clock.now += 15 * MINUTE
    expect(await verify(id, 'Wrong-10')).toBe('wrong')
    expect((await directory.find({ id }))?.lockout.failures).toBe(1)
  })

  test('never locks where the threshold is 0, and counts all the same', async () => {
    const { directory, add, verify } = await openEmbedded({ lockout: { threshold: 0 } })
    const id = await add()
    for (let n = 0; n < 30; n++) expect(await verify(id, `Wrong-${n}`)).toBe('wrong')
    expect((await directory.find({ id }))?.lockout).toMatchObject({ threshold: 0, failures: 30 })
    expect(await verify(id, PASSWORD)).toBe('accepted')
  })

  test('counts each of a hundred guesses sent at once', async () => {
    const { directory, add, verify } = await openEmbedded({ lockout: { threshold: 1000 } })
    const id = await add()
    await Promise.all(Array.from({ length: 100 }, (_, n) => verify(id, `Wrong-${n}`)))
    expect((await directory.find({ id }))?.lockout.failures).toBe(100)
  })

  test('refuses a right password that was sent before the lock and judged after it', async () => {
    const { db, add, verify, clock, deps } = await openEmbedded()
    const id = await add()
    const sent = verify(id, PASSWORD)
    await db
      .updateTable('embedded_entry')
      .set({ failures: 10, failed_at: clock.now, locked_until: clock.now + MINUTE })
      .where('tenant', '=', deps.tenant)
      .execute()
    expect(await sent).toBe('locked')
  })

  test('unlock leaves everything but the lockout as it was', async () => {
    const { db, add, directory, verify } = await openEmbedded({ lockout: { threshold: 1 } })
    const id = await add({ mustChange: true })
    const read = () =>
      db.selectFrom('embedded_entry').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const before = await read()
    await verify(id, 'Wrong-1')
    expect(await directory.unlock(id)).toEqual({ outcome: 'written' })
    expect(await read()).toEqual(before)
  })
})
