import { afterAll, beforeAll } from 'vitest'
import { badInputCases } from './bad-input.cases.ts'
import { halfMinuteCases, leavingCases, twoMinutesCases } from './left.cases.ts'
import { lifeCases } from './life.cases.ts'
import { night } from './night.ts'
import { lastCases, packageCases } from './package.cases.ts'
import { openStage } from './stage.ts'
import { wholeResetCases } from './whole-reset.cases.ts'

beforeAll(async () => {
  night.stage = await openStage()
})

afterAll(() => night.stage?.close())

// In this order: people leave first, and while they are away the others have the screen.
packageCases()
leavingCases()
lifeCases()
halfMinuteCases()
wholeResetCases()
twoMinutesCases()
badInputCases()
lastCases()
