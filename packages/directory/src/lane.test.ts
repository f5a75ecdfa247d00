import { expect, onTestFinished, test, vi } from 'vitest'
import { DirectoryUnavailable } from './directory.ts'
import { createLane } from './lane.ts'

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test('runs no more at once than it says, and all in the end', async () => {
  const lane = createLane({ atOnce: 2, mostWaiting: 10 })
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
  }
  await Promise.all(Array.from({ length: 8 }, () => lane.run(work)))
  expect(most).toBe(2)
})

test('refuses at once whoever would wait behind too many, and takes them later', async () => {
  const lane = createLane({ atOnce: 1, mostWaiting: 1 })
  const { open, opened } = gate()
  const first = lane.run(() => opened)
  const second = lane.run(async () => 'second')
  await expect(lane.run(async () => 'third')).rejects.toThrow(DirectoryUnavailable)
  open()
  await first
  expect(await second).toBe('second')
  expect(await lane.run(async () => 'later')).toBe('later')
})

test('refuses whoever waited too long, and has the next one take their turn', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const lane = createLane({ atOnce: 1, mostWaiting: 9, mostMs: 1_000 })
  const { open, opened } = gate()
  const first = lane.run(() => opened)
  const late = lane.run(async () => 'late')
  const refused = expect(late).rejects.toMatchObject({ reason: 'busy' })
  await vi.advanceTimersByTimeAsync(999)
  const next = lane.run(async () => 'next')
  await vi.advanceTimersByTimeAsync(1)
  await refused
  open()
  await first
  expect(await next).toBe('next')
})

test('gives the place on after a failure', async () => {
  const lane = createLane({ atOnce: 1, mostWaiting: 1 })
  await expect(lane.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await lane.run(async () => 'next')).toBe('next')
})
