import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'
import { showSettings } from './show.ts'

const env = {
  SMTP_PASSWORD: 'hunter2',
  LATCHKEY__DATA__DIR: '/tmp/trial',
  LATCHKEY__FIRST_RUN__SMTP__HOST: 'localhost',
  LATCHKEY__FIRST_RUN__SMTP__FROM: 'a@corp.test',
  LATCHKEY__FIRST_RUN__SMTP__USERNAME: 'a',
  LATCHKEY__FIRST_RUN__SMTP__PASSWORD: 'env:SMTP_PASSWORD',
  LATCHKEY__FIRST_RUN__POLICY__OWN_NETWORKS__0__NETWORK: '192.0.2.0/24',
  LATCHKEY__FIRST_RUN__POLICY__OWN_NETWORKS__0__FLOWS: '90',
}

test('shows the values in force, each with where it comes from', () => {
  const shown = showSettings(readSettings({ env, dev: true }))
  expect(shown).toContain('port = 8080  # default')
  expect(shown).toContain('dir = "/tmp/trial"  # LATCHKEY__DATA__DIR')
  expect(shown).toMatch(/# What \[first-run\] says.*\n.*\n\[first-run\.smtp\]/)
  expect(shown.match(/# What \[first-run\]/g)).toHaveLength(1)
})

test('shows what points to a secret, and never the secret', () => {
  const shown = showSettings(readSettings({ env, dev: true }))
  expect(shown).toContain('password = "env:SMTP_PASSWORD"')
  expect(shown).not.toContain('hunter2')
})

test('masks a literal secret', () => {
  const literal = { ...env, LATCHKEY__FIRST_RUN__SMTP__PASSWORD: 'hunter3' }
  const shown = showSettings(readSettings({ env: literal, dev: true }))
  expect(shown).toContain('password = "[secret]"')
  expect(shown).not.toContain('hunter3')
})

test('is TOML that means the same again', () => {
  const dir = mkdtempSync(join(tmpdir(), 'latchkey-show-'))
  const file = join(dir, 'latchkey.toml')
  const { settings } = readSettings({ env, dev: true })
  writeFileSync(file, showSettings(readSettings({ env, dev: true })))
  const again = readSettings({ env: { SMTP_PASSWORD: 'hunter2' }, file })
  rmSync(dir, { recursive: true })
  expect(again.settings).toEqual(settings)
  expect(parse(showSettings(again))).toHaveProperty('first-run.policy.own-networks')
})
