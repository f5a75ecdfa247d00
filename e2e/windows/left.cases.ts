import { describe, expect, test } from 'vitest'
import { createApi, signsIn } from '../environments/api.ts'
import { eventually } from '../environments/deadline.ts'
import type { Audited } from './add-in.ts'
import { auditOf } from './add-in.ts'
import { ALICE, ERIN, freshPassword, night, signInOf } from './night.ts'
import { toMailedCode } from './resets.ts'
import type { Person, Said } from './screen.ts'
import { wrongsOf } from './screen.ts'
import { WORDS } from './words.ts'

export function leavingCases(): void {
  describe('what the next click gets', () => {
    test('erin leaves at the second gate', async () => {
      const words = WORDS.en
      const lines = [
        ...toMailedCode({ words }),
        `type secret ${night.stage.code}`,
        'submit',
        'waitfor text 20000 (2/2)',
        'fields',
        'deselect',
        'wait 300',
        'select 0',
        'waitfor text 5000 (2/2)',
        'deselect',
        'wait 300',
        'unload',
      ]
      const said = await night.stage.play(
        { name: 'left-second-gate', version: '10', language: 'en', person: ERIN, lines },
        'erin@corp.test',
      )
      night.left.erin = Date.now()
      expect(wrongsOf(said)).toEqual([])
    })

    test('alice leaves at the new password, and is found there again while she is only gone for a moment', async () => {
      const words = WORDS.en
      const lines = [
        ...toMailedCode({ words }),
        `type secret ${night.stage.code}`,
        'submit',
        `waitfor text 20000 ${words.newPassword}`,
        'type secret Canary-Lantern-left',
        'deselect',
        'wait 300',
        'select 0',
        `waitfor text 5000 ${words.newPassword}`,
        'expect secret empty',
        'fields',
        'deselect',
        'wait 300',
        'unload',
      ]
      night.typed.add('Canary-Lantern-left')
      const said = await night.stage.play(
        { name: 'left-new-password', version: '10', language: 'en', person: ALICE, lines },
        'alice@corp.test',
      )
      night.left.alice = Date.now()
      expect(wrongsOf(said)).toEqual([])
    })
  })
}

export function halfMinuteCases(): void {
  describe('what the next click gets, later', () => {
    test('30 seconds after she left, what alice had proven is deleted; the next click begins anew', async () => {
      const cancelled = await eventually(
        'the end of the flow at the new password',
        async () =>
          cancelledAfter(await auditOf(night.stage.server), 'alice', night.left.alice - 5000),
        60_000,
      )
      const seconds = (Date.parse(cancelled.at) - night.left.alice) / 1000
      expect(seconds).toBeGreaterThan(28)
      expect(seconds).toBeLessThan(40)
      expect(wrongsOf(await beginsAnew('left-new-password-later', ALICE))).toEqual([])
    })
  })
}

export function twoMinutesCases(): void {
  describe('what the next click gets, two minutes later', () => {
    test('what erin had proven is deleted; the next click begins anew', async () => {
      const cancelled = await eventually(
        'the end of the flow at the second gate',
        async () =>
          cancelledAfter(await auditOf(night.stage.server), 'erin', night.left.erin - 5000),
        150_000,
      )
      const seconds = (Date.parse(cancelled.at) - night.left.erin) / 1000
      expect(seconds).toBeGreaterThan(118)
      expect(seconds).toBeLessThan(135)
      expect(wrongsOf(await beginsAnew('left-second-gate-later', ERIN))).toEqual([])
    })

    test('erin unlocks with two gates, and signs in as an unlock does', async () => {
      const words = WORDS.en
      const password = freshPassword()
      const mailed = await night.stage.countCodes('erin@corp.test')
      const said = await night.stage.playBesideApp({
        ...{ name: 'life-unlock', version: '10', language: 'en', person: ERIN, isUnlock: true },
        lines: [
          'enumerate',
          'select 0',
          'submit',
          `waitfor text 30000 ${words.choose}`,
          'choose choice 1',
          'submit',
          `waitfor text 20000 ${words.app}`,
          `type secret ${night.stage.code}`,
          'submit',
          'waitfor text 20000 (2/2)',
          'fields',
          'submit',
          `waitfor text 20000 ${words.mailed}`,
          'fields',
          'unload',
        ],
      })
      expect(wrongsOf(said)).toEqual([])
      await night.stage.bringCodeAfter('erin@corp.test', mailed)
      const rest = await night.stage.play({
        ...{
          name: 'life-unlock-rest',
          version: '10',
          language: 'en',
          person: ERIN,
          isUnlock: true,
        },
        lines: [
          'enumerate',
          'select 0',
          `waitfor text 10000 ${words.mailed}`,
          `type secret ${night.stage.code}`,
          'submit',
          `waitfor text 20000 ${words.newPassword}`,
          `type secret ${password}`,
          `type again ${password}`,
          'submit',
          `waitfor text 30000 ${words.changed}`,
          'submit',
          `logon ${password}`,
          'report c000006d',
          'fields',
          'unload',
        ],
      })
      expect(wrongsOf(rest)).toEqual([])
      expect(signInOf(rest)).toMatchObject({ user: 'erin', messageType: 7 })
      expect(await signsIn(createApi(night.stage.server.url), 'erin', password)).toBe(true)
    })
  })
}

/** Whoever clicks next is asked from the beginning, and nothing of the one before is on the screen. */
async function beginsAnew(name: string, person: Person): Promise<Said[]> {
  const { intro } = WORDS.en
  const lines = [
    'enumerate',
    'select 0',
    'wait 1500',
    `expect-text text ${intro}`,
    'expect secret hidden',
    'expect choice hidden',
    'fields',
    'unload',
  ]
  return await night.stage.play({ name, version: '10', language: 'en', person, lines })
}

/** The end of a flow in which that person had proven something. It names no person itself. */
const cancelledAfter = (audit: readonly Audited[], name: string, since: number) => {
  const theirs = audit.filter(({ targetName }) => targetName === name).map(({ flow }) => flow)
  return audit.find(
    ({ activity, flow, at }) =>
      activity === 'flow.cancelled' && theirs.includes(flow) && Date.parse(at) > since,
  )
}
