import { DirectoryUnavailable, OutcomeUnknown } from '@latchkey/directory'
import { describe, expect, onTestFinished, test } from 'vitest'
import { atModify } from '../environments/samba-ad/between.ts'
import { FIRST, openSamba, SECOND } from '../environments/samba-ad/open.ts'
import { useSamba } from '../environments/samba-ad/use.ts'

const samba = useSamba()

// History is off here: so a reset is one modify.
const NO_HISTORY = { pwdHistoryLength: '0' }

describe('a modify whose answer is lost', () => {
  test('is written where the new password is in force', async () => {
    const between = atModify(async (send) => {
      await send()
      throw new Error('Connection closed')
    })
    const { add, reset, verify, made } = await openSamba(samba(), { between })
    await made.setPolicy(NO_HISTORY)
    const { id } = await add({ name: 'alice' })
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(await verify(id, SECOND)).toBe('accepted')
  })

  test('is unknown where the new password is not in force yet: it may be on its way', async () => {
    const between = atModify(async () => {
      throw new Error('Connection closed')
    })
    const { add, reset, verify, made } = await openSamba(samba(), { between })
    await made.setPolicy(NO_HISTORY)
    const { id } = await add({ name: 'alice' })
    await expect(reset(id, SECOND)).rejects.toThrow(OutcomeUnknown)
    expect(await verify(id, FIRST)).toBe('accepted')
    expect(await verify(id, SECOND)).toBe('wrong')
  })

  test('is unknown where the server is gone, whatever it did', async () => {
    let isSent = true
    const between = atModify(async (send) => {
      if (isSent) await send()
      await samba().kill(0)
      throw new Error('Connection closed')
    })
    const { add, reset, verify, made } = await openSamba(samba(), { between })
    await made.setPolicy(NO_HISTORY)
    const { id } = await add({ name: 'alice' })
    await expect(reset(id, SECOND)).rejects.toThrow(OutcomeUnknown)
    await samba().start(0)
    expect(await verify(id, SECOND)).toBe('accepted')
    isSent = false
    await expect(reset(id, 'Grey-Meadow-202-deep')).rejects.toThrow(OutcomeUnknown)
    await samba().start(0)
    expect(await verify(id, SECOND)).toBe('accepted')
  })

  test('of an unlock is sent again, which does no harm', async () => {
    let sent = 0
    const between = atModify(async (send) => {
      sent += 1
      await send()
      if (sent === 1) throw new Error('Connection closed')
    })
    const { add, directory } = await openSamba(samba(), { between })
    const { id } = await add({ name: 'carol' })
    expect(await directory.unlock(id)).toEqual({ outcome: 'written' })
    expect(sent).toBe(2)
  })
})

describe('a domain controller that is killed', () => {
  test('is known to be away before anything is asked of it, and works when it is back', async () => {
    const { add, directory, reset, verify } = await openSamba(samba())
    const { id } = await add({ name: 'alice' })
    await samba().kill(0)
    await expect(directory.check()).rejects.toMatchObject({ reason: 'unreachable' })
    await expect(directory.find({ id })).rejects.toThrow(DirectoryUnavailable)
    await expect(verify(id, FIRST)).rejects.toThrow(DirectoryUnavailable)
    await expect(reset(id, SECOND)).rejects.toThrow(DirectoryUnavailable)
    await samba().start(0)
    await expect(directory.check()).resolves.toBeUndefined()
    expect(await verify(id, FIRST)).toBe('accepted')
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
  })

  test('has its work done by the second within five seconds, and comes back to it', async () => {
    const clock = { ahead: 0 }
    const now = () => Date.now() + clock.ahead
    await samba().start(1)
    onTestFinished(() => samba().kill(1))
    const { add, find, reset, verify } = await openSamba(samba(), { servers: 2, now })
    const { id } = await add({ name: 'alice' })
    await samba().kill(0)
    const started = performance.now()
    expect((await find('alice')).id).toBe(id)
    expect(await reset(id, SECOND)).toEqual({ outcome: 'written' })
    expect(await verify(id, SECOND)).toBe('accepted')
    expect(performance.now() - started).toBeLessThan(5_000)
    // The second goes, the first comes back: after its rest it is asked again.
    await samba().start(0)
    await samba().kill(1)
    clock.ahead = 60_000
    expect(await verify(id, SECOND)).toBe('accepted')
    expect((await find('alice')).id).toBe(id)
  })
})
