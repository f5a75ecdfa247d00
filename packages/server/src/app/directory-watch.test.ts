import { type Directory, DirectoryUnavailable, type Unavailability } from '@latchkey/directory'
import { expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { createDirectoryWatch } from './directory-watch.ts'

type State = { isUp: boolean; asked: number; reason?: Unavailability }

function open(count: number) {
  const lines: string[] = []
  const states = Array.from({ length: count }, (): State => ({ isUp: true, asked: 0 }))
  const directories = states.map((state, index) => {
    const check = async () => {
      state.asked += 1
      const { isUp, reason = 'unreachable' } = state
      if (!isUp) throw new DirectoryUnavailable('it does not answer', { reason })
    }
    // as: the watch asks nothing else of a directory.
    return { name: `directory-${index}`, check } as Directory
  })
  const log = createLog({ destination: { write: (line) => void lines.push(line) } })
  return { states, lines, directories, watch: createDirectoryWatch({ directories, log }) }
}

test('counts a directory as working until it was seen not to', async () => {
  const { states, watch } = open(1)
  for (const state of states) state.isUp = false
  expect(watch.areAllDown()).toBe(false)
  await watch.look()
  expect(watch.areAllDown()).toBe(true)
})

test('says that all are down only when none of them answers', async () => {
  const { states, watch } = open(2)
  const [first, second] = states
  if (!first || !second) throw new Error('two directories were asked for')
  first.isUp = false
  await watch.look()
  expect(watch.areAllDown()).toBe(false)
  second.isUp = false
  await watch.look()
  expect(watch.areAllDown()).toBe(true)
  first.isUp = true
  await watch.look()
  expect(watch.areAllDown()).toBe(false)
})

test('logs a directory once when it goes and once when it is back', async () => {
  const { states, lines, watch } = open(1)
  for (const isUp of [false, false, true, true]) {
    for (const state of states) state.isUp = isUp
    await watch.look()
  }
  const events = lines.map((line) => JSON.parse(line).event)
  expect(events).toEqual(['directory.down', 'directory.back'])
})

test('asks once for everybody who looks at the same time', async () => {
  const { states, watch } = open(1)
  await Promise.all([watch.look(), watch.look()])
  expect(states[0]?.asked).toBe(1)
})

test('does not take one for away that has too much to do, nor for back', async () => {
  const { states, lines, watch } = open(1)
  const [state] = states
  if (!state) throw new Error('a directory was asked for')
  Object.assign(state, { isUp: false, reason: 'busy' })
  await watch.look()
  expect(watch.areAllDown()).toBe(false)
  expect(lines).toEqual([])
  state.reason = 'unreachable'
  await watch.look()
  state.reason = 'busy'
  await watch.look()
  expect(watch.areAllDown()).toBe(true)
})

test('knows whether one of some is away', async () => {
  const { states, directories, watch } = open(3)
  const [first, second, third] = directories
  if (!first || !second || !third) throw new Error('three directories were asked for')
  Object.assign(states[1] ?? {}, { isUp: false })
  await watch.look()
  expect(watch.isAnyDown([first, second])).toBe(true)
  expect(watch.isAnyDown([first, third])).toBe(false)
})
