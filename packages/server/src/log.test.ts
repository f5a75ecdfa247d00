import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { createLog, describeError } from './log.ts'

function capture() {
  const lines: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } })
  return { log, lines }
}

describe('a log line', () => {
  test('begins with the event, also from a child with bindings of its own', () => {
    const { log, lines } = capture()
    log.info({ url: 'http://localhost', event: 'server.ready' })
    log.child({ request: 'req_1', nested: { event: 'no' } }).warn({ event: 'flow.refused' })
    expect(lines[0]).toMatch(/^\{"event":"server.ready","level":"info","time":"\d{4}-/)
    expect(lines[1]).toMatch(/^\{"event":"flow.refused","level":"warn"/)
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true)
  })

  test('carries neither process id, host name nor a sentence', () => {
    const { log, lines } = capture()
    log.info({ event: 'server.ready' }, 'listening at %s', 'somewhere')
    log.info('a library speaks')
    expect(Object.keys(JSON.parse(lines[0] ?? ''))).toEqual(['event', 'level', 'time'])
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ event: 'library.spoke' })
    expect(lines.join()).not.toContain('speaks')
  })

  test('hides a secret', () => {
    const { log, lines } = capture()
    log.info({
      event: 'smtp.ready',
      password: new Secret('hunter2'),
      deep: [new Secret('hunter2')],
    })
    expect(lines[0]).not.toContain('hunter2')
    expect(lines[0]).toContain('[secret]')
  })

  test('tells kind, code, place and causes of an error, and never a message', () => {
    const { log, lines } = capture()
    const cause = Object.assign(new TypeError('hunter2 inside'), { code: 'ECONNREFUSED' })
    log.error({
      event: 'request.failed',
      err: new RangeError('hunter2\n    at hunter2', { cause }),
    })
    expect(JSON.parse(lines[0] ?? '').err).toMatchObject({
      name: 'RangeError',
      causes: ['TypeError ECONNREFUSED'],
      stack: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    })
    expect(lines[0]).not.toContain('hunter2')
  })
})

test('describes what is no error by its type only', () => {
  expect(describeError('hunter2')).toEqual({ name: 'string' })
})

test('ends a chain of causes that goes round', () => {
  const one = new Error('one')
  one.cause = one
  expect(describeError(one).causes).toHaveLength(8)
})
