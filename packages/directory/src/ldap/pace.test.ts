import { describe, expect, test } from 'vitest'
import { createPace } from './pace.ts'

function createPaced(random = () => 0) {
  const clock = { now: 0 }
  const paused: number[] = []
  const pace = createPace({
    elapsed: () => clock.now,
    random,
    pause: async (ms) => void paused.push(ms),
  })
  const taking = (ms: number, answer: string) => async () => {
    clock.now += ms
    return answer
  }
  return { pace, paused, taking }
}

const isWrong = (answer: string) => answer === 'wrong'

describe('pace', () => {
  test('has nobody wait as long as somebody’s refusal took', async () => {
    const { pace, paused, taking } = createPaced()
    await pace.timed(taking(40, 'wrong'), isWrong)
    expect(await pace.asLong(taking(3, 'wrong'))).toBe('wrong')
    expect(paused).toEqual([37])
  })

  test('learns nothing from what was accepted', async () => {
    const { pace, paused, taking } = createPaced()
    await pace.timed(taking(40, 'bound'), isWrong)
    await pace.asLong(taking(3, 'wrong'))
    expect(paused).toEqual([])
  })

  test('does not wait where the bind of nobody took longer', async () => {
    const { pace, paused, taking } = createPaced()
    await pace.timed(taking(2, 'wrong'), isWrong)
    await pace.asLong(taking(3, 'wrong'))
    expect(paused).toEqual([])
  })

  test('picks one of many, so that nobody’s times spread as somebody’s do', async () => {
    const chances = [0, 0.99]
    const { pace, paused, taking } = createPaced(() => chances.shift() ?? 0)
    for (const ms of [10, 20, 30]) await pace.timed(taking(ms, 'wrong'), isWrong)
    await pace.asLong(taking(0, 'wrong'))
    await pace.asLong(taking(0, 'wrong'))
    expect(paused).toEqual([10, 30])
  })

  test('has nobody wait from the first on, for as long as our own bind took', async () => {
    const { pace, paused, taking } = createPaced()
    const times = [300, 40]
    await pace.prime(() => taking(times.shift() ?? 0, 'bound')())
    await pace.prime(() => Promise.reject(new Error('asked twice')))
    await pace.asLong(taking(3, 'wrong'))
    expect(paused).toEqual([37])
  })

  test('takes somebody’s refusal rather than our own bind', async () => {
    const { pace, paused, taking } = createPaced()
    await pace.prime(taking(40, 'bound'))
    await pace.timed(taking(90, 'wrong'), isWrong)
    await pace.asLong(taking(0, 'wrong'))
    expect(paused).toEqual([90])
  })

  test('forgets old times', async () => {
    const { pace, paused, taking } = createPaced()
    await pace.timed(taking(500, 'wrong'), isWrong)
    for (let n = 0; n < 32; n++) await pace.timed(taking(20, 'wrong'), isWrong)
    await pace.asLong(taking(0, 'wrong'))
    expect(paused).toEqual([20])
  })
})
