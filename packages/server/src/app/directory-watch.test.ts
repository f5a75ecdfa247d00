import { type Directory, DirectoryUnavailable } from '@latchkey/directory'
import { expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { createDirectoryWatch } from './directory-watch.ts'

function open(count: number) {
  const lines: string[] = []
  const states = Array.from({ length: count }, () => ({ isUp: true, asked: 0 }))
  const directories = states.map((state, index) => {
    const check = async () => {
      state.asked += 1
      if (!state.isUp) throw new DirectoryUnavailable('it does not answer')
    }
    // as: the watch asks nothing else of a directory.
    return { name: `directory-${index}`, check } as Directory
  })
  const log = createLog({ destination: { write: (line) => void lines.push(line) } })
  return { states, lines, watch: createDirectoryWatch({ directories, log }) }
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
