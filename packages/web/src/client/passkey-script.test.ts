import { Script } from 'node:vm'
import { expect, test } from 'vitest'
import { PASSKEY_SCRIPT, passkeyScriptPath } from './passkey-script.ts'

test('the script is one that a browser can read', () => {
  expect(() => new Script(PASSKEY_SCRIPT)).not.toThrow()
})

test('the script asks nobody else for anything', () => {
  expect(PASSKEY_SCRIPT).not.toMatch(/fetch|XMLHttpRequest|import|eval|innerHTML|https?:/)
})

test('its address changes with its content', () => {
  expect(passkeyScriptPath).toMatch(/^\/assets\/passkey\.js\?v=[a-z0-9]+$/)
})
