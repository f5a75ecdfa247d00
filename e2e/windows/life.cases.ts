import { describe, expect, test } from 'vitest'
import { createApi, signsIn } from '../environments/api.ts'
import { eventually } from '../environments/deadline.ts'
import { latchkey } from './add-in.ts'
import { BOB, FRANK, freshPassword, LANGUAGES, night, signInOf } from './night.ts'
import { toMailedCode } from './resets.ts'
import { wrongsOf } from './screen.ts'
import { WORDS } from './words.ts'

export function lifeCases(): void {
  describe('a machine that is trusted', () => {
    test('frank, who is registered for nothing, is told to register first', async () => {
      const machine = await eventually(
        'the machine on the list',
        async () => /mch_\S+/.exec(await latchkey(night.stage.server, 'machine', 'list'))?.[0],
      )
      await latchkey(night.stage.server, 'machine', 'approve', machine)
      for (const language of LANGUAGES) {
        const words = WORDS[language]
        const lines = [
          'enumerate',
          'select 0',
          'submit',
          `waitfor text 30000 ${words.registerFirst}`,
          'fields',
          'unload',
        ]
        const name = `register-first-${language}`
        const said = await night.stage.play({ name, version: '10', language, person: FRANK, lines })
        expect(wrongsOf(said)).toEqual([])
      }
    })
  })

  describe('life', () => {
    test('another tile, idleness, a curtain, a new LogonUI: the same step, and nothing that was typed', async () => {
      const { mailed } = WORDS.en
      const isBack = [`waitfor text 5000 ${mailed}`, 'expect secret empty']
      const lines = [
        ...toMailedCode({ words: WORDS.en }),
        'type secret 1234',
        ...['select 1', 'select 0', ...isBack, 'type secret 123499'],
        ...[
          'idle-after 600',
          'wait 1000',
          'expect-selected no',
          'idle-after 0',
          'select 0',
          ...isBack,
        ],
        ...['curtain', 'wait 200', 'lift', 'select 0', ...isBack],
        ...['idle', 'select 0', ...isBack],
        ...['new-logonui', 'select 0', ...isBack],
        'unload',
      ]
      const said = await night.stage.play({
        ...{ name: 'life-resumed', version: '10', language: 'en', person: BOB },
        lines,
      })
      expect(wrongsOf(said)).toEqual([])
    })

    test('LogonUI is killed, and the next one shows the step that was there, through to the end', async () => {
      const words = WORDS.en
      const killed = await night.stage.play({
        ...{ name: 'life-killed', version: '10', language: 'en', person: BOB },
        lines: [
          'enumerate',
          'select 0',
          `waitfor text 5000 ${words.mailed}`,
          'type secret 123499',
          'start taskkill /f /im logonhost.exe',
          'wait 10000',
        ],
      })
      expect(killed.at(-1)?.t).not.toBe('end')
      const password = freshPassword()
      await night.stage.bringCodeAfter('bob@corp.test', 0)
      const said = await night.stage.play({
        ...{ name: 'life-restarted', version: '10', language: 'en', person: BOB },
        lines: [
          'enumerate',
          'select 0',
          `waitfor text 5000 ${words.mailed}`,
          'expect secret empty',
          `type secret ${night.stage.code}`,
          'submit',
          `waitfor text 20000 ${words.newPassword}`,
          `type secret ${password}`,
          `type again ${password}`,
          'submit',
          `waitfor text 30000 ${words.changed}`,
          'submit',
          `logon ${password}`,
          'unload',
        ],
      })
      expect(wrongsOf(said)).toEqual([])
      expect(await signsIn(createApi(night.stage.server.url), 'bob', password)).toBe(true)
    })

    test('a password that Windows could not protect is not handed on', async () => {
      const words = WORDS.en
      const password = freshPassword()
      const said = await night.stage.play(
        {
          ...{ name: 'life-unprotected', version: '10', language: 'en', person: BOB },
          lines: [
            'env LATCHKEY_GAP_UNPROTECTED 1',
            ...toMailedCode({ words }),
            `type secret ${night.stage.code}`,
            'submit',
            `waitfor text 20000 ${words.newPassword}`,
            `type secret ${password}`,
            `type again ${password}`,
            'submit',
            `waitfor text 30000 ${words.changed}`,
            `expect-text text ${words.signIn}`,
            'submit',
            'no-logon',
            'fields',
            'unload',
          ],
        },
        'bob@corp.test',
      )
      expect(wrongsOf(said)).toEqual([])
      expect(signInOf(said)).toBeUndefined()
    })
  })
}
