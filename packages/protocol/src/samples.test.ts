import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { EnrolMachine, MachineEnrolled, MachineNonce } from './machines.ts'
import {
  CurrentStep,
  FlowStarted,
  SessionStarted,
  StartFlow,
  StartSession,
  Submission,
} from './messages.ts'
import { PROBLEMS, Problem } from './problems.ts'
import { STEP_KINDS, STOP_REASONS, Step } from './step.ts'

const FOLDER = new URL('../samples/', import.meta.url)

/** What a sample is, by how its name begins. */
const SCHEMAS: readonly (readonly [string, z.ZodType])[] = [
  ['step-', Step],
  // What the add-in never sees, and does not read.
  ['browser-step-', Step],
  ['problem-', Problem],
  ['start-flow', StartFlow],
  ['flow-started', FlowStarted],
  ['current-step', CurrentStep],
  ['submission-', Submission],
  ['start-session', StartSession],
  ['session-started', SessionStarted],
  ['machine-nonce', MachineNonce],
  ['enrol-machine', EnrolMachine],
  ['machine-enrolled', MachineEnrolled],
]

const samples = readdirSync(FOLDER).map((file) => ({
  name: file.replace(/\.json$/, ''),
  text: readFileSync(new URL(file, FOLDER), 'utf8'),
}))
const named = (prefix: string) => samples.filter(({ name }) => name.startsWith(prefix))
const steps = named('step-').map(({ name, text }) => ({ name, step: Step.parse(JSON.parse(text)) }))

test.each(samples)('$name is of its shape', ({ name, text }) => {
  const [, schema] = SCHEMAS.find(([prefix]) => name.startsWith(prefix)) ?? []
  expect(schema?.safeParse(JSON.parse(text)).error).toBeUndefined()
  expect(schema).toBeDefined()
})

test('there is a sample of every shape', () => {
  for (const [prefix] of SCHEMAS) expect(named(prefix), prefix).not.toEqual([])
})

test('there is a sample of every kind of step', () => {
  expect(new Set(steps.map(({ step }) => step.kind))).toEqual(new Set(STEP_KINDS))
})

test('there is a sample of every reason to stop', () => {
  const reasons = steps.flatMap(({ step }) => step.reason ?? [])
  expect(reasons.sort()).toEqual([...STOP_REASONS].sort())
})

test('there is a sample of every problem, under its name', () => {
  const kinds = named('problem-').map(({ name, text }) => {
    const { type } = Problem.parse(JSON.parse(text))
    expect(type.endsWith(`/${name.slice('problem-'.length)}`)).toBe(true)
    return name.slice('problem-'.length)
  })
  expect(kinds.sort()).toEqual(Object.keys(PROBLEMS).sort())
})

describe('what LogonUI can draw', () => {
  test.each(steps)('$name has one choice or two inputs at most', ({ step }) => {
    const choices = step.fields.filter(({ kind }) => kind === 'choice')
    expect(choices.length).toBeLessThanOrEqual(1)
    expect(step.fields.length - choices.length).toBeLessThanOrEqual(2)
  })

  test.each(steps)('$name has one primary action, or none, and two links at most', ({ step }) => {
    const primary = step.actions.filter((action) => action.primary)
    expect(primary.length).toBeLessThanOrEqual(1)
    expect(step.actions.length - primary.length).toBeLessThanOrEqual(2)
  })
})
