import { describe, expect, test } from 'vitest'
import { createApi, signsIn } from '../environments/api.ts'
import { auditOf } from './add-in.ts'
import { ALICE, eventsSince, freshPassword, LANGUAGES, night, signInOf } from './night.ts'
import { resetInDialog, resetInTile } from './resets.ts'
import type { Version } from './screen.ts'
import { isWrapped, wrongsOf } from './screen.ts'
import { WORDS } from './words.ts'

export function wholeResetCases(): void {
  describe('a whole reset', () => {
    const VERSIONS: readonly Version[] = ['7', '8', '8.1', '10', '11']
    const cases = VERSIONS.flatMap((version) =>
      LANGUAGES.map((language) => ({ version, language })),
    )

    test.each(cases)('as Windows $version, in $language', async ({ version, language }) => {
      const [password, before] = [freshPassword(), night.alicePassword]
      const mark = night.stage.pc.events().length
      const began = Date.now()
      const reset = { words: WORDS[language], version, code: night.stage.code, password }
      const lines = isWrapped(version) ? resetInDialog(reset) : resetInTile(reset)
      const name = `${version}-${language}`
      const evening = { name, version, language, person: ALICE, lines }
      const said = await night.stage.play(evening, 'alice@corp.test')
      expect(wrongsOf(said)).toEqual([])
      night.alicePassword = password

      const api = createApi(night.stage.server.url)
      expect(await signsIn(api, 'alice', password)).toBe(true)
      expect(await signsIn(api, 'alice', before)).toBe(false)
      expect(signInOf(said)).toMatchObject({ domain: 'CORP', user: 'alice', messageType: 2 })
      expect(eventsSince(mark)).toEqual(expect.arrayContaining([1000, 1001, 1002]))

      const resetLine = (await auditOf(night.stage.server)).find(
        ({ activity }) => activity === 'password.reset',
      )
      expect(Date.parse(resetLine?.at ?? '')).toBeGreaterThan(began)
      expect(resetLine).toMatchObject({
        targetName: 'alice',
        outcome: 'succeeded',
        address: '127.0.0.1',
        clientKind: 'windows-logon',
        // Wine 8 has the kinds of Windows 7 and Server 2008 R2 the wrong way round.
        clientType: version === '7' ? 'WindowsLogon/Server' : `WindowsLogon/${version}`,
        machine: expect.stringMatching(/./),
      })
    })

    test('the audit knows by their signatures which machine they came from', async () => {
      const resets = (await auditOf(night.stage.server)).filter(
        ({ activity, targetName }) => activity === 'password.reset' && targetName === 'alice',
      )
      expect(resets).toHaveLength(cases.length)
      const [machineId, ...others] = new Set(resets.map((one) => one.machineId))
      expect(machineId).toMatch(/^mch_/)
      expect(others).toEqual([])
    })

    test('on a PC in no domain: asks for the organisation’s name, and says whose password changed', async () => {
      const words = WORDS.en
      const password = freshPassword()
      const said = await night.stage.play(
        {
          ...{
            name: '10-en-no-domain',
            version: '10',
            language: 'en',
            person: ALICE,
            isAlone: true,
          },
          lines: [
            'enumerate',
            'select 0',
            `waitfor text 5000 ${words.asksName}`,
            'expect edit focused',
            'fields',
            'type edit alice',
            'submit',
            `waitfor text 30000 ${words.choose}`,
            'submit',
            `waitfor text 20000 ${words.mailed}`,
            `type secret ${night.stage.code}`,
            'submit',
            `waitfor text 20000 ${words.newPassword}`,
            `type secret ${password}`,
            `type again ${password}`,
            'submit',
            `waitfor text 30000 ${words.changed}`,
            `expect-text text ${words.ownAccount}`,
            'fields',
            'submit',
            'no-logon',
            'unload',
          ],
        },
        'alice@corp.test',
      )
      expect(wrongsOf(said)).toEqual([])
      night.alicePassword = password
      expect(await signsIn(createApi(night.stage.server.url), 'alice', password)).toBe(true)
    })
  })
}
