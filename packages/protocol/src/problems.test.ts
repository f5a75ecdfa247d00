import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { PROBLEMS, Problem } from './problems.ts'

const PAGE = readFileSync(new URL('../../../docs/problems.md', import.meta.url), 'utf8')

const sections = PAGE.split(/^## /m)
  .slice(1)
  .map((section) => {
    const [kind = '', status = '', ...rest] = section.split(/\n\n/)
    return { kind, status, rest: rest.map((part) => part.trim()).filter((part) => part !== '') }
  })

describe('docs/problems.md', () => {
  test('has a section for every problem, in their order, and for nothing else', () => {
    expect(sections.map(({ kind }) => kind)).toEqual(Object.keys(PROBLEMS))
  })

  test.each(Object.entries(PROBLEMS))('gives %s its status and title', (kind, problem) => {
    const section = sections.find((one) => one.kind === kind)
    expect(section?.status).toBe(`${problem.status}: ${problem.title}.`)
  })

  test.each(sections)('says of $kind what it means and what to do', ({ rest }) => {
    expect(rest).toHaveLength(2)
  })
})

describe('a problem', () => {
  const problem = {
    type: 'https://reset.example.org/problems/flow-expired',
    title: 'This attempt has expired',
    status: 410,
    instance: 'urn:latchkey:request:req_1',
  }

  test('is one of the list', () => {
    expect(Problem.safeParse(problem).success).toBe(true)
  })

  test.each(['https://reset.example.org/problems/brand-new', 'about:blank', ''])(
    'is refused as %j',
    (type) => {
      expect(Problem.safeParse({ ...problem, type }).success).toBe(false)
    },
  )
})
