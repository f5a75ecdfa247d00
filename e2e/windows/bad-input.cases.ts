import { describe, expect, test } from 'vitest'
import { freePort } from '../environments/port.ts'
import { startTrial } from '../environments/server.ts'
import { auditOf } from './add-in.ts'
import { BOB, eventsSince, LANGUAGES, night } from './night.ts'
import type { Language } from './pc.ts'
import { SERVICE } from './pc.ts'
import { wrongsOf } from './screen.ts'
import { WORDS } from './words.ts'

export function badInputCases(): void {
  describe('bad input', () => {
    /** The message in the tile, with the in-box tile beside it. */
    async function isToldOnTile(name: string, language: Language, lines: readonly string[]) {
      const mark = night.stage.pc.events().length
      const said = await night.stage.play({
        ...{ name: `${name}-${language}`, version: '10', language, person: BOB },
        lines: [
          'filter ours in-box-v2',
          'expect-filtered in-box-v2 shown',
          'enumerate',
          'select 0',
          'submit',
          ...lines,
          'fields',
          'unload',
        ],
      })
      expect(wrongsOf(said)).toEqual([])
      return eventsSince(mark)
    }

    test.each(LANGUAGES)('the server is down, in %s', async (language) => {
      await night.stage.pc.setServer(`https://localhost:${await freePort()}`)
      const events = await isToldOnTile('server-down', language, [
        `waitfor text 60000 ${language === 'en' ? 'does not answer' : 'ne répond pas'}`,
        'expect-text text NET-CONNECT',
      ])
      expect(events).toContain(2002)
    })

    test('the server is down: in the dialog too, and the in-box tile signs in as ever', async () => {
      const said = await night.stage.play({
        ...{ name: 'server-down-dialog-fr', version: '8.1', language: 'fr', person: BOB },
        lines: [
          'enumerate',
          'select 0',
          'dialog',
          `waitfor ${WORDS.fr.intro}`,
          'press 1',
          'waitfor NET-CONNECT',
          'shot server-down',
          'press Annuler',
          'end',
          'click forgot',
          'no-logon',
          'type password Canary-Lantern-in-box',
          'submit',
          'logon Canary-Lantern-in-box',
          'deselect',
          'unload',
        ],
      })
      night.typed.add('Canary-Lantern-in-box')
      expect(wrongsOf(said)).toEqual([])
    })

    test('the certificate is of an authority that this PC does not know', async () => {
      await using other = await startTrial()
      await night.stage.pc.setServer(other.httpsUrl)
      for (const language of LANGUAGES) {
        const events = await isToldOnTile('wrong-certificate', language, [
          // Windows says which: TLS-CA. Wine knows one error for all that is wrong with a certificate.
          'waitfor text 60000 TLS-',
        ])
        expect(events.some((id) => id >= 3001 && id <= 3006)).toBe(true)
      }
      expect((await auditOf(other)).filter(({ activity }) => activity.startsWith('flow.'))).toEqual(
        [],
      )
    })

    test.each(LANGUAGES)('the service is killed in the middle, in %s', async (language) => {
      await night.stage.pc.setServer(night.stage.server.httpsUrl)
      const events = await isToldOnTile('service-killed', language, [
        `waitfor text 30000 ${WORDS[language].choose}`,
        `start taskkill /f /im ${SERVICE}.exe`,
        'waitfor text 20000 PC-STOPPED',
        'fields',
        'submit',
        // Windows would start it anew; Wine goes on to call a dead service running.
        'waitfor text 30000 (2)',
        'expect-text text PC-SERVICE',
      ])
      expect(events).toContain(3010)
      await night.stage.pc.restart()
    })

    test('the service is disabled', async () => {
      const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${SERVICE}`
      await night.stage.pc.set(key, 'Start', 4)
      // The Service Control Manager of Wine reads this at its start.
      await night.stage.pc.restart()
      for (const language of LANGUAGES) {
        const events = await isToldOnTile('service-disabled', language, [
          'waitfor text 30000 (1058)',
          'expect-text text PC-SERVICE',
        ])
        expect(events).toContain(3010)
      }
      await night.stage.pc.set(key, 'Start', 3)
      await night.stage.pc.restart()
    })

    test('the service is missing', async () => {
      // One that runs is only marked, and serves until it ends.
      await night.stage.pc.run(['net', 'stop', SERVICE])
      expect((await night.stage.pc.run(['sc', 'delete', SERVICE])).code).toBe(0)
      for (const language of LANGUAGES) {
        const events = await isToldOnTile('service-missing', language, [
          'waitfor text 30000 (1060)',
          'expect-text text PC-SERVICE',
        ])
        expect(events).toContain(3010)
      }
    })
  })
}
